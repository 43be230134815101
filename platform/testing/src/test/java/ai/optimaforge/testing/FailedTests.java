// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What fails when a kit is run.
final class FailedTests {
    private FailedTests() {}

    /// The names of the tests that fail; that of the class, if it is the start or the unload.
    static Set<String> of(Class<?> kit) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(kit))
                .execute()
                .allEvents()
                .failed()
                .stream()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName().replaceFirst("\\(\\)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
