// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.descriptor.CaretRange;
import ai.optimaforge.kernel.plugin.descriptor.Descriptor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What we rely on in PF4J, and what we had to get around. A new version of it comes by here.
class Pf4jTest {
    @TempDir Path directory;

    private void plugin(String id, String more) throws IOException {
        Path plugin = Files.createDirectories(directory.resolve(id).resolve("classes"));
        Files.writeString(
                plugin.resolveSibling("plugin.properties"),
                "plugin.id=%s\nplugin.version=1.0.0\n%s".formatted(id, more));
    }

    @Test
    void should_stop_every_plugin_in_reverse_when_all_are_stopped() throws IOException {
        // 3.15.0 skips plugins, or throws
        plugin("a", "");
        plugin("b", "plugin.dependencies=a");
        plugin("c", "plugin.dependencies=b");
        DefaultPluginManager manager = new DefaultPluginManager(directory);
        List<String> stopped = new ArrayList<>();
        manager.addPluginStateListener(
                event -> {
                    if (event.getPluginState() == PluginState.STOPPED) {
                        stopped.add(event.getPlugin().getPluginId());
                    }
                });
        manager.loadPlugins();
        manager.startPlugins();
        manager.stopPlugins();
        assertEquals(List.of("c", "b", "a"), stopped);
        assertTrue(
                manager.getPlugins().stream()
                        .map(PluginWrapper::getPluginState)
                        .allMatch(PluginState.STOPPED::equals));
    }

    @Test
    void should_read_an_exact_version_as_a_lower_bound_when_pf4j_decides() throws IOException {
        // the reason for CaretRange
        plugin("exact", "plugin.requires=1.2.3");
        DefaultPluginManager manager = new DefaultPluginManager(directory);
        manager.setSystemVersion("9.0.0");
        manager.loadPlugins();
        manager.startPlugins();
        assertEquals(PluginState.STARTED, manager.getPlugin("exact").getPluginState());
        assertTrue(CaretRange.parse("1.2.3").isEmpty());
    }

    @Test
    void should_hold_no_plugin_when_an_archive_is_closed() {
        PluginLocation location = PluginBuild.serving(directory, "acme").built();
        Descriptor descriptor = Descriptor.read(location.descriptor());
        PluginArchive archive = PluginArchive.open(location, descriptor);
        assertFalse(archive.getPlugins().isEmpty());
        archive.close();
        assertEquals(List.of(), archive.getPlugins());
    }

    @Test
    void should_stand_side_by_side_when_two_versions_are_open() {
        PluginLocation one = PluginBuild.serving(directory.resolve("1"), "acme").built();
        PluginLocation two =
                PluginBuild.serving(directory.resolve("2"), "acme").version("2.0.0").built();
        PluginArchive old = PluginArchive.open(one, Descriptor.read(one.descriptor()));
        PluginArchive young = PluginArchive.open(two, Descriptor.read(two.descriptor()));
        assertNotSame(old.classLoader(), young.classLoader());
        old.close();
        assertEquals(1, young.getPlugins().size());
        young.close();
    }
}
