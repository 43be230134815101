// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;

class LockCheckTest {
    @TempDir private Path home;
    @TempDir private Path data;

    private Path plugin;
    private Path jar;

    @BeforeEach
    void install() throws Exception {
        plugin = home.resolve("plugins/acme-1.0.0");
        jar = plugin.resolve("lib/acme.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(plugin.resolve("plugin.properties"), "id=acme\n");
        Files.writeString(jar, "one");
        lock();
    }

    @Test
    void should_find_nothing_when_all_is_as_locked() {
        assertEquals(List.of(), LockCheck.whole(home));
        assertEquals(List.of(), LockCheck.changed(home, data));
        assertEquals(List.of(), LockCheck.changed(home, data));
        assertTrue(Files.exists(data.resolve("plugins.verified")));
    }

    @Test
    void should_find_nothing_when_the_data_can_not_be_written() throws Exception {
        Path file = Files.writeString(data.resolve("file"), "");

        assertEquals(List.of(), LockCheck.changed(home, file.resolve("data")));
    }

    @Test
    void should_name_plugin_version_file_and_remedy_when_a_file_has_changed() throws Exception {
        Files.writeString(jar, "two");

        assertProblem(
                "plugin acme 1.0.0: lib/acme.jar has changed: forge plugin add --replace"
                        + " com.acme:acme:1.0.0");
    }

    @Test
    void should_see_a_change_when_size_and_time_are_as_before() throws Exception {
        assertEquals(List.of(), LockCheck.changed(home, data));
        FileTime before = Files.getLastModifiedTime(jar);
        Files.writeString(jar, "two");
        Files.setLastModifiedTime(jar, before);

        assertProblem("plugin acme 1.0.0: lib/acme.jar has changed");
    }

    @Test
    void should_tell_when_a_file_is_missing() throws Exception {
        Files.delete(jar);

        assertProblem("plugin acme 1.0.0: lib/acme.jar is missing: forge plugin add --replace");
    }

    @Test
    void should_tell_when_a_file_is_extra() throws Exception {
        Files.writeString(plugin.resolve("lib/evil.jar"), "evil");

        assertProblem("plugin acme 1.0.0: lib/evil.jar is not in plugins.lock: remove it");
    }

    @Test
    void should_tell_when_a_file_has_become_a_link() throws Exception {
        Path elsewhere = Files.move(jar, data.resolve("acme.jar"));
        Files.createSymbolicLink(jar, elsewhere);

        assertProblem("plugin acme 1.0.0: lib/acme.jar is no file, but a link");
    }

    @Test
    void should_tell_when_a_plugin_is_missing() throws Exception {
        Files.move(plugin, data.resolve("moved"));

        assertProblem("plugin acme 1.0.0: plugins/acme-1.0.0 is missing");
    }

    @Test
    void should_tell_when_a_plugin_is_extra() throws Exception {
        Files.createDirectories(home.resolve("plugins/other-2.1"));

        assertProblem("plugin other 2.1: plugins/other-2.1 is not in plugins.lock");
    }

    @Test
    void should_tell_when_a_zip_lies_among_the_plugins() throws Exception {
        Files.writeString(home.resolve("plugins/other-2.1.zip"), "");

        assertProblem("plugins/other-2.1.zip is a zip and would not run: forge plugin add");
    }

    @Test
    void should_tell_when_the_lock_is_missing() throws Exception {
        Files.delete(home.resolve(PluginLock.FILE));

        assertProblem(home.resolve(PluginLock.FILE) + " is missing");
    }

    @Test
    void should_tell_when_the_lock_is_no_lock() throws Exception {
        Files.writeString(home.resolve(PluginLock.FILE), "{\"lock\":1,\"plugins\":[{\"idd\":1}]}");

        assertProblem(home.resolve(PluginLock.FILE) + " can't be read: it has unknown keys: [idd]");
    }

    @Test
    void should_tell_when_the_lock_is_of_a_later_platform() throws Exception {
        Files.writeString(home.resolve(PluginLock.FILE), "{\"lock\":2}");

        assertProblem(home.resolve(PluginLock.FILE) + " can't be read: lock = 2");
    }

    @Test
    void should_find_nothing_when_nothing_is_installed_nor_locked() {
        assertEquals(List.of(), LockCheck.whole(data));
    }

    /// Whether all is read or what has changed only.
    private void assertProblem(String start) {
        List<String> problems = LockCheck.whole(home);
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().startsWith(start), problems::toString);
        assertEquals(problems, LockCheck.changed(home, data));
    }

    private void lock() throws Exception {
        LockedPlugin locked =
                new LockedPlugin(
                        new PluginName("acme", "1.0.0"),
                        "^0.1",
                        Optional.of("com.acme:acme:1.0.0"),
                        Optional.empty(),
                        List.of(),
                        "a test",
                        LockedPlugin.read(plugin));
        PluginLock.of(List.of(locked)).write(home);
    }
}
