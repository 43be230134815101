// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A distribution that was assembled of another, and plugins that come and go in it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallTest {
    private static final Path SELECTIONS = Path.of("selections");
    private static final Path STAGED = Path.of("target/staged/plugins");

    @TempDir private static Path directory;

    private Path made;

    @BeforeEach
    void assemble() throws Exception {
        made = directory.resolve("small");
        if (!Files.exists(made)) {
            Path selection = directory.resolve("small.yaml");
            Files.writeString(selection, "name: small\nplugins: [admin, chat, provider-openai]\n");
            try (Running forge =
                    Assembled.run("assemble", selection.toString(), "-o", made.toString())) {
                assertEquals(0, forge.exitCode(), String.join("\n", forge.errLines()));
            }
            // as if somebody made the cache of a start already: nobody else then writes here later
            String maker = Long.toString(ProcessHandle.current().pid());
            Files.writeString(made.resolve("lib/forge.aot.making"), maker + "\n");
        }
    }

    @Test
    void should_serve_when_what_was_assembled_is_started() throws Exception {
        try (Running forge = start()) {
            String line = forge.awaitOut(text -> text.startsWith("ready "));
            assertTrue(line.startsWith("ready http://127.0.0.1:"), line);
            forge.awaitErr(text -> text.matches(".*provider-openai .*started"));
        }
    }

    @Test
    void should_add_tell_and_remove_a_plugin_when_told() throws Exception {
        assertDone(List.of("added provider-sandbox"), "plugin", "add", sandbox().toString());
        assertDone(List.of("ok: 4 plugins"), "plugin", "verify");
        assertDone(
                List.of("admin ", "chat ", "provider-openai ", "provider-sandbox "),
                "plugin",
                "list",
                "--why");
        assertRefused("did you mean provider-sandbox?", "plugin", "remove", "provider-sandbx");
        assertDone(List.of("removed provider-sandbox "), "plugin", "remove", "provider-sandbox");
        assertDone(List.of("ok: 3 plugins"), "plugin", "verify");
    }

    @Test
    void should_run_what_is_added_when_a_node_runs_already() throws Exception {
        Path next = nextVersion(sandbox());
        try (Running node = start()) {
            String line = node.awaitOut(text -> text.startsWith("ready "));
            String url = line.split(" ", -1)[1];
            String banner = node.awaitErr(text -> text.strip().startsWith("key "));
            Map<String, String> key = Map.of("FORGE_API_KEY", banner.strip().split("\\s+", -1)[1]);
            for (Path zip : List.of(sandbox(), next)) {
                try (Running forge =
                        Assembled.run(
                                made.resolve("bin/forge"),
                                key,
                                "plugin",
                                "add",
                                zip.toString(),
                                "--live",
                                "--url",
                                url)) {
                    assertEquals(0, forge.exitCode(), String.join("\n", forge.errLines()));
                    assertTrue(forge.outLines().getLast().endsWith(" runs at " + url));
                }
            }
        } finally {
            assertDone(
                    List.of("removed provider-sandbox 99.0"),
                    "plugin",
                    "remove",
                    "provider-sandbox@99.0");
            assertDone(
                    List.of("removed provider-sandbox "), "plugin", "remove", "provider-sandbox");
        }
    }

    @Test
    void should_say_that_it_is_installed_when_no_node_takes_it() throws Exception {
        try (Running forge =
                Assembled.run(
                        made.resolve("bin/forge"),
                        Map.of("FORGE_API_KEY", "forge_sk_of_nobody"),
                        "plugin",
                        "add",
                        sandbox().toString(),
                        "--live",
                        "--url",
                        "http://127.0.0.1:1")) {
            assertEquals(1, forge.exitCode());
            assertEquals(
                    List.of(
                            "the plugin is installed, but the node at http://127.0.0.1:1 did not"
                                    + " take it: nothing listens there"),
                    forge.errLines());
        } finally {
            assertDone(
                    List.of("removed provider-sandbox "), "plugin", "remove", "provider-sandbox");
        }
    }

    @Test
    void should_not_start_when_a_plugin_is_not_what_the_lock_says() throws Exception {
        Path extra = Files.createDirectories(made.resolve("plugins/extra-1.0"));
        try (Running forge = start()) {
            assertEquals(1, forge.exitCode());
            assertEquals(List.of(), forge.outLines());
            assertEquals(1, forge.errLines().size(), String.join("\n", forge.errLines()));
            assertTrue(
                    forge.errLines()
                            .getFirst()
                            .startsWith("plugin extra 1.0: plugins/extra-1.0 is not in"));
        } finally {
            Files.delete(extra);
        }
    }

    @Test
    void should_start_when_the_home_can_not_be_written() throws Exception {
        List<Path> folders;
        try (Stream<Path> all = Files.walk(made)) {
            folders = all.filter(Files::isDirectory).toList();
        }
        permit(folders, "r-xr-xr-x");
        try (Running forge = start()) {
            forge.awaitOut(text -> text.startsWith("ready "));
        } finally {
            permit(folders, "rwxr-xr-x");
        }
    }

    /// The build puts these together by itself, and a selection says the same.
    @ParameterizedTest
    @ValueSource(strings = {"default.yaml", "full.yaml"})
    void should_name_what_the_build_puts_together_when_a_selection_is_read(String selection)
            throws Exception {
        List<String> selected =
                Files.readAllLines(SELECTIONS.resolve(selection)).stream()
                        .filter(line -> line.startsWith("  - "))
                        .map(line -> line.substring(4))
                        .toList();
        try (Running forge = Assembled.run("plugin", "list")) {
            assertEquals(0, forge.exitCode());
            List<String> built =
                    forge.outLines().stream().map(line -> line.split(" ", 2)[0]).toList();
            assertEquals(built, selected);
        }
    }

    private static Path sandbox() throws IOException {
        try (Stream<Path> all = Files.list(STAGED)) {
            return all.filter(file -> file.toString().contains("provider-sandbox-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// The same plugin as another version, as far as a platform can tell.
    private static Path nextVersion(Path zip) throws IOException {
        Path next = Files.copy(zip, directory.resolve("next.zip"));
        URI uri = URI.create("jar:" + next.toUri());
        try (FileSystem inside = FileSystems.newFileSystem(uri, Map.of())) {
            Path descriptor = inside.getPath("plugin.properties");
            Files.writeString(
                    descriptor,
                    Files.readString(descriptor).replaceAll("(?m)^version=.*", "version=99.0"));
        }
        return next;
    }

    private static void permit(List<Path> folders, String permissions) throws IOException {
        for (Path folder : folders) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        }
    }

    private Running start() throws Exception {
        String data = Files.createTempDirectory(directory, "data").toString();
        return forge("start", "--data", data, "--set", "http.port=0");
    }

    private void assertDone(List<String> starts, String... command) throws Exception {
        try (Running forge = forge(command)) {
            assertEquals(0, forge.exitCode(), String.join("\n", forge.errLines()));
            List<String> lines = forge.outLines();
            assertEquals(starts.size(), lines.size(), lines::toString);
            for (int i = 0; i < starts.size(); i++) {
                assertTrue(lines.get(i).startsWith(starts.get(i)), lines::toString);
            }
        }
    }

    private void assertRefused(String end, String... command) throws Exception {
        try (Running forge = forge(command)) {
            assertEquals(1, forge.exitCode());
            assertTrue(forge.errLines().getFirst().endsWith(end), forge.errLines()::toString);
        }
    }

    private Running forge(String... command) throws IOException {
        return Assembled.run(made.resolve("bin/forge"), Map.of(), command);
    }
}
