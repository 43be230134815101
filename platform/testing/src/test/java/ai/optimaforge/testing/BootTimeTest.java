// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

import java.time.Duration;

/// A platform starts anew for a test class without being felt.
class BootTimeTest {
    /// A second where the machine is idle; many times that where it is not.
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Test
    void should_start_within_a_second_when_it_is_the_second_start(TestReporter reporter)
            throws Exception {
        TestPlatform.builder().start().close();
        long before = System.nanoTime();
        try (TestPlatform second = TestPlatform.builder().start()) {
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            reporter.publishEntry("second start", took.toMillis() + " ms");
            assertTrue(second.address().getPort() > 0);
            assertTrue(took.compareTo(LIMIT) < 0, took::toString);
        }
    }
}
