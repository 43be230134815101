// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.PluginBuild;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.kernel.plugin.PluginState;
import ai.optimaforge.kernel.plugin.PluginStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

class PluginStartsTest {
    @TempDir Path directory;

    @Test
    void should_serve_when_a_plugin_is_built_or_installed() throws StartFailedException {
        PluginLocation built = PluginBuild.serving(directory, "one").built();
        PluginLocation installed = PluginBuild.serving(directory, "two").installed();
        try (Kernel kernel = new Starting(directory).start(built, installed)) {
            assertEquals("{\"operation\":\"one\"}", Starting.get(kernel, "/one").body());
            assertEquals("{\"operation\":\"two\"}", Starting.get(kernel, "/two").body());
            assertTrue(Starting.get(kernel, "/openapi.json").body().contains("\"/two\""));
        }
    }

    @Test
    void should_serve_when_its_directory_can_only_be_read() throws Exception {
        PluginLocation installed = PluginBuild.serving(directory, "one").installed();
        permit(installed.directory(), "r-xr-xr-x");
        List<Path> before = files(installed.directory());
        try (Kernel kernel = new Starting(directory).start(installed)) {
            assertEquals(200, Starting.get(kernel, "/one").statusCode());
            assertEquals(before, files(installed.directory()));
        } finally {
            permit(installed.directory(), "rwxr-xr-x");
        }
    }

    private static void permit(Path directory, String permissions) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
        Files.setPosixFilePermissions(
                directory.resolve("lib"), PosixFilePermissions.fromString(permissions));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void should_find_every_installed_plugin_when_only_directories_count() throws Exception {
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        PluginBuild.serving(plugins, "one").installed();
        Files.writeString(plugins.resolve("two-1.0.0.zip"), "not looked at");
        Files.move(plugins.resolve("one-classes"), directory.resolve("classes"));
        assertEquals(1, PluginLocation.allInstalled(plugins).size());
    }

    @Test
    void should_start_without_it_when_an_optional_plugin_fails() throws StartFailedException {
        PluginLocation good = PluginBuild.serving(directory, "good").built();
        PluginLocation bad = PluginBuild.serving(directory, "bad").spi("^9.0").built();
        Starting starting = new Starting(directory).set("plugin-host.optional", "bad");
        try (Kernel kernel = starting.start(bad, good)) {
            assertEquals(200, Starting.get(kernel, "/good").statusCode());
            assertEquals(404, Starting.get(kernel, "/bad").statusCode());
            List<PluginStatus> statuses =
                    kernel.report().toCompletionStage().toCompletableFuture().join().plugins();
            assertEquals(
                    List.of(PluginState.FAILED, PluginState.STARTED),
                    statuses.stream().map(PluginStatus::state).toList());
            assertFalse(statuses.getFirst().reason().isEmpty());
        }
    }
}
