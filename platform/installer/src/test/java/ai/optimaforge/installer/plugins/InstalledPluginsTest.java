// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.installer.AcmeZip;
import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.Sha256;
import ai.optimaforge.installer.lock.LockCheck;
import ai.optimaforge.installer.lock.LockedPlugin;
import ai.optimaforge.installer.lock.PluginLock;
import ai.optimaforge.installer.resolve.Fetched;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class InstalledPluginsTest {
    @TempDir private Path zips;
    @TempDir private Path home;

    private InstalledPlugins plugins;

    @BeforeEach
    void open() {
        plugins = new InstalledPlugins(home);
    }

    @Test
    void should_lock_what_it_installs_when_a_plugin_is_added() throws Exception {
        Path zip = new AcmeZip(zips, "acme").write();

        add(zip);

        LockedPlugin locked = PluginLock.readOrEmpty(home).plugins().getFirst();
        assertEquals("acme 1.0.0", locked.name().toString());
        assertEquals(Optional.of("com.acme:acme:1.0.0"), locked.coordinates());
        assertEquals(Optional.of(Sha256.of(zip)), locked.sha256());
        assertEquals("^0.1", locked.spi());
        assertEquals(List.of("Apache-2.0"), locked.licences());
        assertEquals("a test", locked.why());
        assertEquals(List.of(), LockCheck.whole(home));
    }

    @Test
    void should_stand_side_by_side_when_there_are_two_versions() throws Exception {
        add(new AcmeZip(zips, "acme").write());
        add(new AcmeZip(zips, "acme").version("1.1.0").write());

        assertEquals(List.of("acme-1.0.0", "acme-1.1.0"), installed());
        assertEquals("1.1.0", plugins.list().getFirst().name().version());
        assertEquals(List.of(), LockCheck.whole(home));
    }

    @Test
    void should_take_the_place_of_all_versions_when_told_to_replace() throws Exception {
        add(new AcmeZip(zips, "acme").write());
        add(new AcmeZip(zips, "acme").version("1.1.0").write());

        plugins.add(fetched(new AcmeZip(zips, "acme").version("1.2.0").write()), "a test", true);

        assertEquals(List.of("acme-1.2.0"), installed());
        assertEquals(List.of(), LockCheck.whole(home));
    }

    @Test
    void should_do_nothing_when_the_same_is_there() throws Exception {
        Path zip = new AcmeZip(zips, "acme").write();
        add(zip);

        assertEquals(1, plugins.add(fetched(zip), "again", false).same().size());
        assertEquals("a test", PluginLock.readOrEmpty(home).plugins().getFirst().why());
    }

    @Test
    void should_refuse_when_another_of_the_same_version_is_there() throws Exception {
        add(new AcmeZip(zips, "acme").write());
        Path other = new AcmeZip(zips, "acme").serving("/v1/other").write();

        String problem = refused(() -> add(other));

        assertTrue(problem.startsWith("plugin acme 1.0.0 is there already"), problem);
        assertTrue(problem.contains("--replace"), problem);
    }

    @Test
    void should_install_none_when_one_of_several_does_not_fit() throws Exception {
        Path good = new AcmeZip(zips, "good").write();
        Path late = new AcmeZip(zips, "late").spi("^7.3").write();

        String problem = refused(() -> plugins.add(fetched(good, late), "a test", false));

        assertTrue(problem.startsWith("plugin late 1.0.0 "), problem);
        assertTrue(problem.contains("SPI ^7.3"), problem);
        assertUntouched();
    }

    @Test
    void should_say_what_it_threw_when_a_constructor_fails() throws Exception {
        String constructor = "public Endpoints() { throw new IllegalStateException(\"no luck\"); }";
        Path zip = new AcmeZip(zips, "acme").members(constructor).write();

        String problem = refused(() -> add(zip));

        assertTrue(problem.startsWith("plugin acme 1.0.0 "), problem);
        assertTrue(problem.contains("no luck"), problem);
        assertUntouched();
    }

    @Test
    void should_refuse_when_another_serves_the_same_path() throws Exception {
        add(new AcmeZip(zips, "acme").write());
        Path other = new AcmeZip(zips, "other").serving("/v1/acme").write();

        String problem = refused(() -> add(other));

        assertTrue(problem.contains("other 1.0.0"), problem);
        assertTrue(problem.contains("/v1/acme"), problem);
        assertEquals(List.of("acme-1.0.0"), installed());
    }

    @Test
    void should_name_both_plugins_when_another_has_the_same_error_code() throws Exception {
        add(new AcmeZip(zips, "acme").errorCode("acme_gone").write());
        Path other = new AcmeZip(zips, "other").errorCode("acme_gone").write();

        String problem = refused(() -> add(other));

        assertTrue(problem.startsWith("plugin other 1.0.0 (other-1.0.0.zip) can't run: "), problem);
        assertTrue(problem.contains("the error code acme_gone is in "), problem);
        assertTrue(problem.contains("plugin acme 1.0.0 and in "), problem);
        assertTrue(problem.endsWith("remove one of them, or give one another name"), problem);
        assertEquals(List.of("acme-1.0.0"), installed());
    }

    @Test
    void should_refuse_when_what_it_needs_is_not_there() throws Exception {
        Path user = new AcmeZip(zips, "user").needs("acme@^1.1").write();

        String absent = refused(() -> add(user));
        add(new AcmeZip(zips, "acme").write());
        String old = refused(() -> add(user));

        assertEquals(
                "plugin user 1.0.0 (user-1.0.0.zip) can't run: plugin.properties: it needs plugin"
                        + " acme ^1.1, which is not installed: forge plugin add it, or remove user",
                absent);
        assertTrue(old.contains("it needs plugin acme ^1.1, and acme 1.0.0 is there: "), old);
        assertEquals(List.of("acme-1.0.0"), installed());
    }

    @Test
    void should_install_what_is_needed_with_it_when_both_are_named() throws Exception {
        Path user = new AcmeZip(zips, "user").needs("acme@^1.1").write();

        add(user, new AcmeZip(zips, "acme").version("1.2.0").write());

        assertEquals(List.of("acme-1.2.0", "user-1.0.0"), installed());
    }

    @Test
    void should_refuse_when_two_zips_need_each_other() throws Exception {
        Path one = new AcmeZip(zips, "one").needs("two@^1.0").write();
        Path two = new AcmeZip(zips, "two").needs("one@^1.0").write();

        List<String> problems =
                assertThrows(InstallRefusedException.class, () -> add(one, two)).problems();

        assertEquals(2, problems.size(), problems::toString);
        assertTrue(
                problems.contains(
                        "plugin one 1.0.0 (one-1.0.0.zip) can't run: plugin.properties: its"
                            + " dependencies lead round in a circle, one needs two, two needs one:"
                            + " take one out of forge.plugin.dependencies in its POM"),
                problems::toString);
        assertUntouched();
    }

    @Test
    void should_refuse_when_the_newest_would_not_do_for_another() throws Exception {
        add(new AcmeZip(zips, "acme").write());
        add(new AcmeZip(zips, "user").needs("acme@^1.0").write());

        String problem = refused(() -> add(new AcmeZip(zips, "acme").version("2.0.0").write()));

        assertTrue(problem.startsWith("plugin user 1.0.0 ("), problem);
        assertTrue(problem.contains("it needs plugin acme ^1.0, and acme 2.0.0 is there"), problem);
        assertEquals(List.of("acme-1.0.0", "user-1.0.0"), installed());
    }

    @Test
    void should_say_who_needs_it_when_a_plugin_is_to_be_removed() throws Exception {
        add(new AcmeZip(zips, "acme").write());
        add(new AcmeZip(zips, "acme").version("1.1.0").write());
        add(new AcmeZip(zips, "user").needs("acme@^1.1").write());

        String problem = refused(() -> plugins.remove("acme@1.1.0"));
        plugins.remove("acme@1.0.0");

        assertEquals(
                "plugin acme 1.1.0 can't be removed: plugin user 1.0.0 needs it, see %s: first forge plugin remove user"
                        .formatted(home.resolve("plugins/user-1.0.0/plugin.properties")),
                problem);
        plugins.remove("user");
        plugins.remove("acme");
        assertUntouched();
    }

    @Test
    void should_name_plugin_version_file_and_remedy_when_the_descriptor_has_an_unknown_key()
            throws Exception {
        byte[] descriptor = "id=acme\nversion=1.0.0\nspi=^0.1\nrequires=1\n".getBytes(UTF_8);
        Path zip = new AcmeZip(zips, "acme").entry("plugin.properties", descriptor).write();

        assertEquals(
                "plugin acme 1.0.0: acme-1.0.0.zip!plugin.properties: it has keys that this"
                        + " platform does not know: requires: build the plugin with"
                        + " forge-plugin-parent, which writes it",
                refused(() -> add(zip)));
        assertUntouched();
    }

    @Test
    void should_refuse_when_two_zips_bring_one_id() throws Exception {
        Path one = new AcmeZip(zips, "acme").write();
        Path two = new AcmeZip(zips, "acme").version("1.1.0").write();

        String problem = refused(() -> plugins.add(fetched(one, two), "a test", false));

        assertTrue(problem.contains("plugin acme 1.1.0"), problem);
        assertTrue(problem.contains("leave one out"), problem);
        assertUntouched();
    }

    @Test
    void should_put_all_back_when_the_lock_can_not_be_written() throws Exception {
        add(new AcmeZip(zips, "acme").write());
        // where the next lock is written before it takes the place of this one
        Files.createDirectories(home.resolve("plugins.lock.next/in-the-way"));
        Path next = new AcmeZip(zips, "acme").version("2.0.0").write();

        String problem = refused(() -> plugins.add(fetched(next), "a test", true));

        assertTrue(problem.contains("can't be changed"), problem);
        assertEquals(List.of("acme-1.0.0"), installed());
        assertEquals(List.of(), LockCheck.whole(home));
    }

    @Test
    void should_clear_what_was_left_when_another_was_killed() throws Exception {
        Files.createDirectories(home.resolve(".installing/made/half-1.0.0"));

        add(new AcmeZip(zips, "acme").write());

        assertFalse(Files.exists(home.resolve(".installing")));
    }

    @Test
    void should_forget_it_when_a_plugin_is_removed() throws Exception {
        add(new AcmeZip(zips, "acme").write());

        plugins.remove("acme");

        assertUntouched();
        assertEquals(List.of(), LockCheck.whole(home));
    }

    @Test
    void should_ask_which_when_several_versions_could_be_meant() throws Exception {
        add(new AcmeZip(zips, "acme").write());
        add(new AcmeZip(zips, "acme").version("1.1.0").write());

        String problem = refused(() -> plugins.remove("acme"));
        plugins.remove("acme@1.0.0");

        assertTrue(problem.contains("acme@1.1.0, acme@1.0.0"), problem);
        assertEquals(List.of("acme-1.1.0"), installed());
    }

    @Test
    void should_name_what_was_meant_when_a_name_is_misspelt() throws Exception {
        add(new AcmeZip(zips, "acme-weather").write());

        String problem = refused(() -> plugins.remove("acme-wether"));

        assertEquals("no plugin acme-wether is installed; did you mean acme-weather?", problem);
    }

    @Test
    void should_accept_what_is_there_when_locked_anew() throws Exception {
        add(new AcmeZip(zips, "acme").write());
        Files.delete(home.resolve(PluginLock.FILE));

        plugins.lock();

        LockedPlugin locked = PluginLock.readOrEmpty(home).plugins().getFirst();
        assertEquals("found in plugins/", locked.why());
        assertEquals(Optional.empty(), locked.sha256());
        assertEquals(List.of(), LockCheck.whole(home));
    }

    private void add(Path... files) throws Exception {
        plugins.add(fetched(files), "a test", false);
    }

    private static List<Fetched> fetched(Path... files) throws IOException {
        List<Fetched> all = new ArrayList<>();
        for (Path file : files) {
            String shown = file.getFileName().toString();
            all.add(new Fetched(file, shown, Sha256.of(file), Optional.empty(), List.of()));
        }
        return all;
    }

    private static String refused(Executable action) {
        List<String> problems = assertThrows(InstallRefusedException.class, action).problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst();
    }

    private void assertUntouched() throws Exception {
        assertEquals(List.of(), installed());
        assertEquals(List.of(), PluginLock.readOrEmpty(home).plugins());
    }

    private List<String> installed() throws IOException {
        Path directory = home.resolve("plugins");
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
