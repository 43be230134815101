// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Each way to fail, and the one line that says so.
class PluginFailsTest {
    private static final String DESCRIPTOR = "META-INF/forge/plugin.properties";
    private static final String INDEX =
            "META-INF/services/ai.optimaforge.spi.endpoint.EndpointGroup";

    @TempDir Path directory;

    private PluginStatus status(PluginLocation... plugins) {
        try (Room room = new Room()) {
            room.start(plugins);
            return room.statuses().getLast();
        }
    }

    private String reason(PluginLocation... plugins) {
        PluginStatus status = status(plugins);
        assertEquals(PluginState.FAILED, status.state());
        assertEquals(1, status.reason().lines().count());
        return status.reason();
    }

    private void assertWrong(PluginLocation plugin, String what) {
        assertEquals(
                "%s: %s: build the plugin with forge-plugin-parent, which writes it"
                        .formatted(plugin.descriptor(), what),
                reason(plugin));
    }

    private PluginBuild acme() {
        return PluginBuild.serving(directory, "acme");
    }

    @Test
    void should_name_the_file_when_there_is_no_descriptor() {
        PluginLocation nowhere = PluginLocation.installed(directory.resolve("acme-1.0.0"));
        assertEquals("acme", status(nowhere).id());
        assertEquals("1.0.0", status(nowhere).version());
        assertTrue(reason(nowhere).startsWith("there is no %s: ".formatted(nowhere.descriptor())));
    }

    @Test
    void should_name_the_key_when_the_descriptor_has_an_unknown_one() {
        var plugin =
                acme().resource(DESCRIPTOR, "id=acme\nversion=1\nspi=^0.1\nrequires=1.2.3").built();
        assertWrong(plugin, "it has keys that this platform does not know: requires");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "version", "spi"})
    void should_name_the_key_when_the_descriptor_lacks_one(String key) {
        String whole = "id=acme\nversion=1\nspi=^0.1\n";
        var plugin = acme().resource(DESCRIPTOR, whole.replaceAll(key + "=.*\n", "")).built();
        assertWrong(plugin, "it has no " + key);
    }

    @ParameterizedTest
    @CsvSource({
        "id=acme;version=1.2, acme, 1.2",
        "id=acme, acme, ?",
        "version=1.2, directory, 1.2",
        "id=Acme;version=1.2, directory, 1.2",
        "id=acme;version=1.2;spi=\\u0, acme, 1.2",
        "id=acme;spi=\\u0;version=1.2, acme, ?",
        "'', directory, ?",
    })
    void should_know_what_can_be_read_when_the_descriptor_is_wrong(
            String text, String id, String version) throws Exception {
        Path file = Files.createDirectories(directory.resolve("directory")).resolve("wrong");
        Files.writeString(file, text.replace(';', '\n'));
        PluginStatus status =
                status(new PluginLocation(directory.resolve("directory"), file, List.of()));
        assertEquals(id + " " + version, status.id() + " " + status.version());
        assertTrue(status.reason().startsWith(file + ": "), status.reason());
        assertTrue(
                status.reason()
                        .endsWith(": build the plugin with forge-plugin-parent, which writes it"),
                status.reason());
    }

    @ParameterizedTest
    @CsvSource({"id=acme, 1.0.0", "version=2, 2", "'', 1.0.0"})
    void should_take_the_rest_from_the_directory_when_the_descriptor_lacks_it(
            String text, String version) throws Exception {
        var plugin = acme().installed();
        Files.writeString(plugin.descriptor(), text);
        assertEquals("acme " + version, status(plugin).id() + " " + status(plugin).version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "acme_x", "-acme", "acme-", "1acme", "../acme", "acme/x"})
    void should_show_the_id_when_it_is_none(String id) {
        var plugin =
                acme().resource(DESCRIPTOR, "id=%s\nversion=1\nspi=^0.1".formatted(id)).built();
        assertWrong(plugin, "id = %s must be lower-case words joined by hyphens".formatted(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.3", "0.1", "^0", ">=0.1", "^0.1.0", "*"})
    void should_refuse_the_range_when_it_is_no_caret_range(String spi) {
        assertWrong(
                acme().spi(spi).built(),
                "spi = %s must be a caret range such as ^0.1".formatted(spi));
    }

    @ParameterizedTest
    @ValueSource(strings = {"^0.2", "^0.0", "^1.0"})
    void should_name_both_versions_when_the_spi_does_not_suit(String spi) {
        assertTrue(
                reason(acme().spi(spi).built())
                        .matches(
                                "plugin\\.properties: it needs SPI \\"
                                        + spi
                                        + ", and this platform has 0\\.1\\..*"));
    }

    @Test
    void should_name_the_first_when_an_id_is_there_twice() {
        PluginLocation first = acme().built();
        PluginLocation second = PluginBuild.serving(directory.resolve("2"), "acme").built();
        try (Room room = new Room()) {
            room.start(first, second);
            assertTrue(
                    room.statuses().stream()
                            .anyMatch(
                                    status ->
                                            status.reason()
                                                    .startsWith(
                                                            "plugin acme is there already, in"
                                                                    + " version 1.0.0: remove ")));
        }
    }

    @Test
    void should_say_so_when_the_index_is_empty() {
        assertEquals(
                "it has no extension: its index is empty",
                reason(acme().resource(INDEX, "# none\n\n").built()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "acme.Gone | acme.Gone can't be constructed:",
                "java.lang.String | java.lang.String is listed as"
                        + " ai.optimaforge.spi.endpoint.EndpointGroup, but is none",
            })
    void should_name_the_class_when_what_is_listed_is_no_extension(String name, String reason) {
        String actual = reason(acme().resource(INDEX, name).built());
        assertTrue(actual.startsWith(reason), actual);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throw new IllegalStateException(\"no\");"
                        + "| java.lang.IllegalStateException: no",
                "throw new AssertionError(\"no\\n  and no\");"
                        + "| java.lang.AssertionError: no and no",
                "throw new IllegalArgumentException(\"region must be set\");"
                        + "| region must be set",
            })
    void should_say_what_was_thrown_when_a_constructor_throws(String body, String said) {
        var plugin = acme().endpoints("public Endpoints() { " + body + " }", "").built();
        String reason = reason(plugin);
        assertTrue(reason.startsWith("acme.Endpoints threw in its constructor: " + said), reason);
    }

    @Test
    void should_let_go_of_all_when_the_second_extension_throws() {
        var plugin =
                acme().source(
                                "acme.Second",
                                """
                                package acme;
                                import ai.optimaforge.spi.endpoint.*;
                                public final class Second implements EndpointGroup {
                                    public Second() { throw new IllegalStateException("no"); }
                                    @Override public String contract() { return ""; }
                                    @Override public void bind(Operations operations) {}
                                }
                                """)
                        .built();
        try (Room room = new Room()) {
            assertEquals(List.of(), room.start(plugin));
            assertEquals(List.of(), room.metersOf("acme"));
        }
    }
}
