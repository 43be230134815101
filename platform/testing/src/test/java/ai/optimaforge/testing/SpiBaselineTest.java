// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A plugin that was compiled against the first SPI, and never again, runs in this platform.
class SpiBaselineTest {
    private static final Path ZIP = Path.of("../spi/baseline/spi-baseline-0.1.0.zip");

    @TempDir private Path directory;

    @Test
    void should_run_all_that_it_brings_and_leave_nothing_when_it_is_stopped() throws Exception {
        PluginUnderTest plugin =
                PluginUnderTest.start(
                        unpacked(), builder -> builder.provider("parrot", "type: provider-echo"));
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

    private PluginLocation unpacked() throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                Path file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }
        return PluginLocation.installed(directory);
    }
}
