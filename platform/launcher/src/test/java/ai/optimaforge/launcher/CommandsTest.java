// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class CommandsTest {
    @TempDir private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "start --help",
                "config --help",
                "config show --help",
                "config check --help",
                "plugin --help",
                "plugin new --help",
                "plugin list --help",
                "plugin add --help",
                "plugin remove --help",
                "plugin info --help",
                "plugin verify --help",
                "plugin lock --help",
                "assemble --help",
                "image --help",
                "openapi --help",
                "backup --help",
                "restore --help",
                "store --help",
                "version --help"
            })
    void should_show_examples_when_asked_for_help(String line) {
        assertEquals(ExitCodes.DONE, run(line));
        assertTrue(out().contains("Examples:\n  "), out());
        assertEquals("", err());
    }

    @Test
    void should_keep_the_training_to_itself_when_asked_for_help() {
        run("--help");

        assertFalse(out().contains("train"), out());
    }

    @Test
    void should_name_what_was_meant_when_a_command_is_unknown() {
        assertEquals(ExitCodes.USAGE, run("confg show"));
        assertTrue(err().contains("did you mean"), err());
        assertTrue(err().contains("config"), err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "config",
                "start --port 80",
                "start --set http.port",
                "start --conf",
                "backup",
                "plugin add",
                "plugin add a b --sha256 0",
                "plugin add a --url http://127.0.0.1",
                "plugin remove",
                "assemble",
                "image my.yaml",
                "restore --force",
                "store --port none"
            })
    void should_call_it_wrong_usage_when_the_line_is_not_understood(String line) {
        assertEquals(ExitCodes.USAGE, run(line));
        assertEquals(2, err().lines().count(), err());
        assertEquals("", out());
    }

    @Test
    void should_refuse_in_one_line_when_the_configuration_is_meant_to_be_where_nothing_is() {
        assertEquals(ExitCodes.REFUSED, run("config show --conf " + home + "/none"));
        assertEquals("--conf " + home + "/none: no such directory\n", err());
    }

    @Test
    void should_say_everything_that_is_wrong_when_the_settings_are_checked() {
        assertEquals(ExitCodes.REFUSED, run("config check --set http.port=none --set http.prt=1"));
        assertEquals(2, err().lines().count(), err());
        assertEquals("", out());
    }

    @Test
    void should_show_value_and_origin_when_a_setting_is_given() {
        assertEquals(ExitCodes.DONE, run("config show --set http.port=9000"));
        assertTrue(out().lines().anyMatch(line -> line.matches("http.port +9000 +--set")), out());
    }

    @Test
    void should_list_plugins_by_their_descriptors_when_asked() throws Exception {
        descriptor("chat-1.0", "id=chat\nversion=1.0\nspi=^0.1\ndescription=Chat.\n");

        assertEquals(ExitCodes.DONE, run("plugin list"));
        assertEquals("chat  1.0  spi ^0.1  Chat.\n", out());
    }

    @Test
    void should_fail_with_one_line_when_a_plugin_has_no_descriptor() throws Exception {
        Files.createDirectories(home.resolve("plugins/stray"));

        assertEquals(ExitCodes.REFUSED, run("plugin list"));
        assertEquals(1, err().lines().count(), err());
        assertTrue(err().contains("stray"), err());
    }

    @Test
    void should_print_the_version_and_the_java_when_asked() {
        assertEquals(ExitCodes.DONE, run("version"));
        assertTrue(out().matches("forge \\S+ \\(Java .+\\)\n"), out());
    }

    private void descriptor(String directory, String text) throws Exception {
        Path plugin = Files.createDirectories(home.resolve("plugins").resolve(directory));
        Files.writeString(plugin.resolve("plugin.properties"), text);
    }

    private int run(String line) {
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        new Home(home),
                        Map.of());
        return Commands.line(terminal)
                .execute(line.isEmpty() ? new String[0] : line.split(" ", -1));
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }
}
