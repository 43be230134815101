// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.optimaforge.testing.client.ApiClient;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.List;

/// What a test that asks for a platform is given. Its module has no plugin, so none is loaded.
class PlatformTestTest {
    @Nested
    @PlatformTest(
            plugins = {},
            settings = "providers.probe-local=false")
    class OfOneNode {
        @Test
        void should_be_served_when_it_asks_for_a_client(ApiClient client, TestPlatform platform) {
            assertEquals(200, client.get("/health/live").status());
            assertEquals(List.of(), platform.report().plugins());
        }
    }

    @Nested
    @PlatformTest(
            nodes = 2,
            plugins = {})
    class OfTwoNodes {
        @Test
        void should_have_two_that_know_each_other(TestCluster cluster) {
            assertEquals(2, cluster.nodes().size());
            assertNotEquals(
                    cluster.nodes().getFirst().address(), cluster.nodes().getLast().address());
        }
    }
}
