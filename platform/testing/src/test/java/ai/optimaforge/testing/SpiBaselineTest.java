// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A plugin that was compiled against the first SPI, and never again, runs in this platform.
class SpiBaselineTest {
    @TempDir private Path directory;

    @Test
    void should_run_all_that_it_brings_and_leave_nothing_when_it_is_stopped() throws Exception {
        PluginUnderTest plugin =
                PluginUnderTest.start(
                        SpiBaseline.unpacked(directory),
                        builder -> builder.provider("parrot", "type: provider-echo"));
        assertEquals(List.of("endpoint", "provider", "connect", "interceptor"), plugin.kinds());
        try (ApiClient client = plugin.client()) {
            assertEquals(
                    "Hello, Ada!",
                    client.get("/v1/hello-endpoint?name=Ada").json().getString("greeting"));
            ApiResponse events = client.post("/v1/hello-endpoint/stream", "{\"times\":2}");
            assertTrue(events.text().endsWith("data: Hello, number 2!\n\n"), events::text);
        }
        plugin.assertUnloadable();
    }

    @Test
    void should_be_found_to_stay_while_it_runs() throws Exception {
        try (PluginUnderTest plugin =
                PluginUnderTest.start(SpiBaseline.unpacked(directory), builder -> builder)) {
            assertEquals(List.of("endpoint", "provider", "connect", "interceptor"), plugin.kinds());
            AssertionError stays =
                    assertThrows(
                            AssertionError.class,
                            () ->
                                    PluginLoaders.assertUnloaded(
                                            "spi-baseline", 0, Duration.ofMillis(1)));
            assertTrue(
                    stays.getMessage().startsWith("plugin spi-baseline was stopped, and its"),
                    stays.getMessage());
        }
    }
}
