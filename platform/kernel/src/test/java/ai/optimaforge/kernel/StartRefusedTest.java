// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.PluginBuild;
import ai.optimaforge.kernel.plugin.PluginLocation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
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
        int port = Starting.freePort();
        PluginLocation bad = PluginBuild.serving(directory, "bad").spi("1.2.3").built();
        new Starting(directory).set("http.port", String.valueOf(port)).refusal(bad);
        assertDoesNotThrow(() -> new ServerSocket(port).close());
    }

    @Test
    void should_open_the_port_last_when_plugins_are_made_and_bound() throws Exception {
        int port = Starting.freePort();
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

    @Test
    void should_name_both_plugins_when_two_have_the_same_path() {
        PluginLocation one = PluginBuild.serving(directory, "one").built();
        PluginLocation two =
                PluginBuild.of(directory, "two")
                        .endpoints("", PluginBuild.answering("two"))
                        .contract("/one", "two")
                        .built();
        List<String> problems = new Starting(directory).refusal(one, two);
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().startsWith(refusal("two")));
        assertTrue(problems.getFirst().contains("GET /one"), problems.getFirst());
        assertTrue(problems.getFirst().contains("plugin one"), problems.getFirst());
    }
}
