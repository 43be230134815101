// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A jar that more than one loader reads: two nodes in a JVM, a plugin that is started again.
class PluginLoaderTest {
    private static final byte[] CONTENT = new byte[200_000];

    static {
        new Random(7).nextBytes(CONTENT);
    }

    @TempDir Path directory;
    private Path jar;

    @BeforeEach
    void pack() throws IOException {
        jar = directory.resolve("acme.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("acme.yaml"));
            zip.write(CONTENT);
        }
    }

    private PluginLoader loader() {
        return new PluginLoader("acme", List.of(jar), getClass().getClassLoader());
    }

    @Test
    void should_read_a_resource_to_its_end_when_another_loader_of_the_jar_is_closed()
            throws IOException {
        try (PluginLoader loader = loader();
                InputStream stream = loader.getResourceAsStream("acme.yaml")) {
            assertNotNull(stream);
            try (PluginLoader other = loader();
                    InputStream others = other.getResourceAsStream("acme.yaml")) {
                assertNotNull(others);
            }
            assertArrayEquals(CONTENT, stream.readAllBytes());
        }
    }

    @Test
    void should_have_no_stream_when_the_plugin_lacks_the_resource() throws IOException {
        try (PluginLoader loader = loader()) {
            assertNull(loader.getResourceAsStream("other.yaml"));
            // the host has this one
            assertNull(loader.getResourceAsStream("junit-platform.properties"));
        }
    }
}
