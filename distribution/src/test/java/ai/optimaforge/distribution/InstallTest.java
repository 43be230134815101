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
        made = directory.resolve("minimal");
        if (!Files.exists(made)) {
            String selection = SELECTIONS.resolve("minimal.yaml").toString();
            try (Running forge = Assembled.run("assemble", selection, "-o", made.toString())) {
                assertEquals(0, forge.exitCode(), String.join("\n", forge.errLines()));
            }
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
        Path zip;
        try (Stream<Path> all = Files.list(STAGED)) {
            zip =
                    all.filter(file -> file.toString().contains("provider-sandbox-"))
                            .findFirst()
                            .orElseThrow();
        }
        assertDone(List.of("added provider-sandbox"), "plugin", "add", zip.toString());
        assertDone(List.of("ok: 3 plugins"), "plugin", "verify");
        assertDone(
                List.of("chat ", "provider-openai ", "provider-sandbox "),
                "plugin",
                "list",
                "--why");
        assertRefused("did you mean provider-sandbox?", "plugin", "remove", "provider-sandbx");
        assertDone(List.of("removed provider-sandbox "), "plugin", "remove", "provider-sandbox");
        assertDone(List.of("ok: 2 plugins"), "plugin", "verify");
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
