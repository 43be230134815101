// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.PluginBuild;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.spi.SpiVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class StartRefusedTest {
    @TempDir Path directory;

    @Test
    void should_tell_all_failures_at_once_when_several_plugins_fail() {
        PluginLocation good = PluginBuild.serving(directory, "good").built();
        PluginLocation range = PluginBuild.serving(directory, "range").spi("^0.2").built();
        PluginLocation silent =
                PluginBuild.of(directory, "silent").endpoints("", "").contract("/s", "s").built();
        PluginLocation nothing = PluginLocation.built(directory.resolve("nothing/target"));

        List<String> problems = new Starting(directory).refusal(good, range, silent, nothing);

        assertEquals(3, problems.size());
        assertTrue(
                problems.get(0)
                        .startsWith(refusal("range") + "plugin.properties: it needs SPI ^0.2"),
                problems::toString);
        assertTrue(problems.get(2).startsWith("plugin nothing ? can't run: there is no "));
        assertTrue(
                problems.get(1)
                        .startsWith(
                                refusal("silent")
                                        + "the contract acme.yaml: operation s has no handler: "),
                problems::toString);
    }

    private String refusal(String id) {
        return "plugin %s 1.0.0 (%s) can't run: ".formatted(id, directory.resolve(id));
    }

    @Test
    void should_leave_the_port_free_when_the_start_is_refused() throws IOException {
        int port = Ports.free();
        PluginLocation bad = PluginBuild.serving(directory, "bad").spi("1.2.3").built();
        new Starting(directory).set("http.port", String.valueOf(port)).refusal(bad);
        assertDoesNotThrow(() -> new ServerSocket(port).close());
    }

    @Test
    void should_open_the_port_last_when_plugins_are_made_and_bound() throws Exception {
        int port = Ports.free();
        String check =
                "try { new java.net.Socket(\"127.0.0.1\", %d).close();".formatted(port)
                        + " throw new IllegalStateException(\"the port is open\"); }"
                        + " catch (java.io.IOException closed) { }";
        PluginLocation early =
                PluginBuild.of(directory, "early")
                        .endpoints(
                                "public Endpoints() { " + check + " }",
                                check + PluginBuild.answering("early"))
                        .contract("/early", "early")
                        .built();
        Starting starting = new Starting(directory).set("http.port", String.valueOf(port));
        try (Kernel kernel = starting.start(early)) {
            assertEquals(200, Starting.get(kernel, "/early").statusCode());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/one | two | GET /one is in plugin one 1.0.0 and in plugin two 1.0.0: remove one"
                        + " of them, or",
                "/two | one | operation one is in plugin one 1.0.0 and in plugin two 1.0.0: remove"
                        + " one of them, or",
            })
    void should_name_both_plugins_when_two_have_the_same_path_or_operation(
            String path, String operation, String reason) {
        PluginLocation one = PluginBuild.serving(directory, "one").built();
        PluginLocation two =
                PluginBuild.of(directory, "two")
                        .endpoints("", PluginBuild.answering(operation))
                        .contract(path, operation)
                        .built();

        String problem = only(new Starting(directory).refusal(one, two));

        assertTrue(problem.startsWith(refusal("two") + reason), problem);
    }

    @Test
    void should_name_both_places_when_an_id_is_there_twice() {
        PluginLocation one = PluginBuild.serving(directory, "acme").built();
        PluginLocation two = PluginBuild.serving(directory.resolve("2"), "acme").built();

        String problem = only(new Starting(directory).refusal(one, two));

        assertTrue(
                problem.endsWith(
                        "plugin acme is there already, in version 1.0.0: remove %s or %s"
                                .formatted(one.directory(), two.directory())),
                problem);
    }

    @Test
    void should_name_plugin_version_file_and_remedy_when_the_descriptor_has_an_unknown_key() {
        PluginLocation acme =
                PluginBuild.serving(directory, "acme")
                        .resource(
                                "META-INF/forge/plugin.properties",
                                "id=acme\nversion=1.2.0\nspi=^0.1\nrequires=1.2.3\n")
                        .built();

        assertEquals(
                "plugin acme 1.2.0 can't run: %s: it has keys that this platform does not know: requires: build the plugin with forge-plugin-parent, which writes it"
                        .formatted(acme.descriptor()),
                only(new Starting(directory).refusal(acme)));
    }

    @Test
    void should_name_plugin_version_file_and_remedy_when_it_is_for_a_newer_spi() {
        PluginLocation acme = PluginBuild.serving(directory, "acme").spi("^0.2").built();

        assertEquals(
                "%splugin.properties: it needs SPI ^0.2, and this platform has %s: take a version of it for this platform, or a platform with that SPI"
                        .formatted(refusal("acme"), SpiVersion.CURRENT),
                only(new Starting(directory).refusal(acme)));
    }

    @Test
    void should_name_plugin_version_file_and_remedy_when_a_jar_is_damaged() throws Exception {
        PluginLocation acme = PluginBuild.serving(directory, "acme").installed();
        Path jar = acme.classPath().getFirst();
        Files.writeString(jar, "no jar");

        String problem = only(new Starting(directory).refusal(acme));

        assertTrue(
                problem.startsWith(
                        "plugin acme 1.0.0 (%s) can't run: %s can't be read: "
                                .formatted(acme.directory(), jar)),
                problem);
        assertTrue(problem.endsWith("forge plugin add --replace it, or build it anew"), problem);
    }

    @Test
    void should_name_plugin_version_class_and_remedy_when_a_constructor_throws() {
        PluginLocation acme =
                PluginBuild.serving(directory, "acme")
                        .endpoints(
                                "public Endpoints() { throw new IllegalStateException(\"no\"); }",
                                "")
                        .built();

        assertEquals(
                refusal("acme")
                        + "acme.Endpoints threw in its constructor:"
                        + " java.lang.IllegalStateException: no: take another version of it, or"
                        + " forge plugin remove acme",
                only(new Starting(directory).refusal(acme)));
    }

    @Test
    void should_name_plugin_version_file_and_remedy_when_the_descriptor_is_damaged()
            throws Exception {
        PluginLocation acme = PluginBuild.serving(directory, "acme").installed();
        Files.write(acme.descriptor(), new byte[] {'i', 'd', '=', (byte) 0xff, '\n'});

        assertEquals(
                "plugin acme 1.0.0 can't run: %s: it is not in UTF-8: build the plugin with forge-plugin-parent, which writes it"
                        .formatted(acme.descriptor()),
                only(new Starting(directory).refusal(acme)));
    }

    @Test
    void should_name_plugin_version_file_and_remedy_when_the_descriptor_can_not_be_read()
            throws Exception {
        PluginLocation acme = PluginBuild.serving(directory, "acme").installed();
        Files.delete(acme.descriptor());
        Files.createDirectory(acme.descriptor());

        String problem = only(new Starting(directory).refusal(acme));

        assertTrue(
                problem.startsWith(
                        "plugin acme 1.0.0 can't run: %s can't be read: "
                                .formatted(acme.descriptor())),
                problem);
        assertTrue(
                problem.endsWith(
                        "let the platform's user read it, or forge plugin add --replace the"
                                + " plugin"),
                problem);
    }

    @Test
    void should_name_the_kernel_when_a_plugin_has_a_path_of_its() {
        PluginLocation acme =
                PluginBuild.of(directory, "acme")
                        .endpoints("", PluginBuild.answering("acme"))
                        .contract("/metrics", "acme")
                        .built();

        String problem = only(new Starting(directory).refusal(acme));

        assertTrue(
                problem.startsWith(
                        refusal("acme")
                                + "GET /metrics is in the kernel and in plugin acme 1.0.0: "),
                problem);
    }

    private static String only(List<String> problems) {
        assertEquals(1, problems.size(), problems::toString);
        assertEquals(1, problems.getFirst().lines().count(), problems::toString);
        return problems.getFirst();
    }
}
