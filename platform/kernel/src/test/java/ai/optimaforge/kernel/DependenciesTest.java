// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.PluginBuild;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.PluginInfo;

import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Plugins that need others.
class DependenciesTest {
    @TempDir private Path directory;

    private PluginBuild plugin(String id, String needs) {
        return PluginBuild.serving(directory, id).needs(needs);
    }

    private PluginLocation version(String id, String version, String needs) {
        return PluginBuild.serving(directory.resolve(version), id)
                .version(version)
                .needs(needs)
                .built();
    }

    @Test
    void should_start_what_is_needed_first_when_it_is_found_last() throws Exception {
        String property = "order-" + directory.getFileName();
        String constructor =
                """
                public Endpoints(PluginContext context) {
                    String before = System.getProperty("%1$s", "");
                    System.setProperty("%1$s", before + context.descriptor().id() + " ");
                }
                """
                        .formatted(property);
        try (Kernel kernel =
                new Starting(directory)
                        .start(
                                noting("aa", "bb@^1.0, cc@^1.0", constructor),
                                noting("bb", "cc@^1.0", constructor),
                                noting("cc", "", constructor))) {
            assertEquals("cc bb aa ", System.clearProperty(property));
            assertEquals(3, kernel.plugins().list().size());
        }
    }

    private PluginLocation noting(String id, String needs, String constructor) {
        return plugin(id, needs).endpoints(constructor, PluginBuild.answering(id)).built();
    }

    @Test
    void should_run_all_when_each_has_what_it_needs() throws Exception {
        PluginLocation user = plugin("aa", "bb@^1.0").built();
        PluginLocation needed = plugin("bb", "").version("1.3.0").built();

        try (Kernel kernel = new Starting(directory).start(user, needed)) {
            assertEquals(200, Starting.get(kernel, "/aa").statusCode());
            assertEquals(
                    List.of("started", "started"),
                    kernel.plugins().list().stream().map(PluginInfo::state).toList());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zz@^1.0 | it needs plugin zz ^1.0, which is not installed: forge plugin add it, or"
                        + " remove aa",
                "bb@^2.0 | it needs plugin bb ^2.0, and bb 1.0.0 is there: forge plugin add one"
                        + " that fits, or remove aa",
            })
    void should_name_what_is_needed_when_it_is_not_there(String needs, String reason) {
        PluginLocation user = plugin("aa", needs).built();
        PluginLocation other = plugin("bb", "").built();

        assertEquals(
                List.of(
                        "plugin aa 1.0.0 (%s) can't run: plugin.properties: %s"
                                .formatted(directory.resolve("aa"), reason)),
                new Starting(directory).refusal(user, other));
    }

    @Test
    void should_tell_the_way_when_plugins_need_each_other_in_a_circle() {
        List<String> problems =
                new Starting(directory)
                        .refusal(
                                plugin("aa", "bb@^1.0").built(),
                                plugin("bb", "cc@^1.0").built(),
                                plugin("cc", "aa@^1.0").built(),
                                plugin("dd", "").built());

        assertEquals(3, problems.size(), problems::toString);
        assertTrue(
                problems.contains(
                        "plugin aa 1.0.0 (%s) can't run: plugin.properties: its dependencies lead round"
                                        .formatted(directory.resolve("aa"))
                                + " in a circle, aa needs bb, bb needs cc, cc needs aa: take one"
                                + " out of forge.plugin.dependencies in its POM"),
                problems::toString);
    }

    @Test
    void should_say_that_it_does_not_run_when_what_is_needed_can_not() {
        PluginLocation user = plugin("aa", "bb@^1.0").built();
        PluginLocation needed = plugin("bb", "").spi("^0.9").built();

        List<String> problems = new Starting(directory).refusal(user, needed);

        assertEquals(2, problems.size(), problems::toString);
        assertTrue(
                problems.stream()
                        .anyMatch(
                                problem ->
                                        problem.contains(
                                                "it needs plugin bb ^1.0, which does not run: ")),
                problems::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "'bb', 'dependencies = bb must be'",
        "'bb@1.0', 'dependencies = bb@1.0 must be'",
        "'aa@^1.0', 'dependencies = aa@^1.0 must be other plugins'",
        "'bb@^1.0,bb@^1.1', 'names bb twice'"
    })
    void should_show_the_value_when_dependencies_are_none(String needs, String wrong) {
        List<String> problems = new Starting(directory).refusal(plugin("aa", needs).built());

        assertEquals(1, problems.size(), problems::toString);
        assertTrue(
                problems.getFirst().startsWith("plugin aa 1.0.0 can't run: "), problems::toString);
        assertTrue(problems.getFirst().contains("plugin.properties: "), problems::toString);
        assertTrue(problems.getFirst().contains(wrong), problems::toString);
        assertTrue(problems.getFirst().contains("build the plugin with"), problems::toString);
    }

    @Test
    void should_go_on_when_a_swap_would_take_away_what_another_needs() throws Exception {
        try (Kernel kernel =
                new Starting(directory)
                        .start(
                                version("aa", "1.0.0", "bb@^1.1"),
                                version("bb", "1.1.0", ""),
                                version("bb", "1.0.0", ""))) {
            ForgeException refused =
                    assertThrows(
                            ForgeException.class,
                            () ->
                                    await(
                                            kernel.plugins()
                                                    .swap(
                                                            "bb",
                                                            Optional.of("1.0.0"),
                                                            Caller.platform())));

            assertTrue(
                    refused.message().startsWith("plugin bb 1.0.0 (" + directory),
                    refused.message());
            assertTrue(
                    refused.message()
                            .contains("plugin aa 1.0.0 runs and asks in its plugin.properties"),
                    refused.message());
            assertEquals("1.1.0", runningVersion(kernel, "bb"));
        }
    }

    @Test
    void should_refuse_a_swap_when_the_new_version_needs_what_is_not_there() throws Exception {
        try (Kernel kernel =
                new Starting(directory)
                        .start(version("aa", "1.1.0", ""), version("aa", "1.0.0", "bb@^1.0"))) {
            ForgeException refused =
                    assertThrows(
                            ForgeException.class,
                            () ->
                                    await(
                                            kernel.plugins()
                                                    .swap(
                                                            "aa",
                                                            Optional.of("1.0.0"),
                                                            Caller.platform())));

            assertTrue(
                    refused.message().contains("it needs plugin bb ^1.0, which is not installed"),
                    refused.message());
            assertEquals("1.1.0", runningVersion(kernel, "aa"));
        }
    }

    @Test
    void should_refuse_to_stop_when_another_needs_it() throws Exception {
        try (Kernel kernel =
                new Starting(directory)
                        .start(plugin("aa", "bb@^1.0").built(), plugin("bb", "").built())) {
            ForgeException refused =
                    assertThrows(
                            ForgeException.class,
                            () -> await(kernel.plugins().stop("bb", Caller.platform())));
            assertEquals("Plugin aa 1.0.0 needs plugin bb: stop that first.", refused.message());

            await(kernel.plugins().stop("aa", Caller.platform()));
            await(kernel.plugins().stop("bb", Caller.platform()));
            ForgeException alone =
                    assertThrows(
                            ForgeException.class,
                            () -> await(kernel.plugins().start("aa", Caller.platform())));
            assertTrue(alone.message().contains("which does not run"), alone.message());

            await(kernel.plugins().start("bb", Caller.platform()));
            await(kernel.plugins().start("aa", Caller.platform()));
            assertEquals(200, Starting.get(kernel, "/aa").statusCode());
        }
    }

    private static String runningVersion(Kernel kernel, String id) {
        return kernel.plugins().list().stream()
                .filter(plugin -> plugin.id().equals(id))
                .map(PluginInfo::version)
                .findFirst()
                .orElseThrow();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }
}
