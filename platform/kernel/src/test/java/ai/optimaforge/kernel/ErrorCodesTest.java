// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.PluginBuild;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.ForgeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A code of an error has one meaning.
class ErrorCodesTest {
    @TempDir private Path directory;

    private static PluginBuild defining(PluginBuild plugin, String code, String type) {
        return plugin.source(
                "acme.Errors",
                """
                package acme;
                import ai.optimaforge.spi.*;
                enum Errors implements ErrorCode {
                    ONE;
                    @Override public String code() { return "%s"; }
                    @Override public ErrorType type() { return ErrorType.%s; }
                }
                """
                        .formatted(code, type));
    }

    private PluginLocation plugin(String id, String code, String type) {
        return defining(PluginBuild.serving(directory, id), code, type).built();
    }

    @Test
    void should_name_both_plugins_when_two_have_the_same_code() {
        List<String> problems =
                new Starting(directory)
                        .refusal(
                                plugin("one", "acme_gone", "NOT_FOUND"),
                                plugin("two", "acme_gone", "NOT_FOUND"));

        assertEquals(
                List.of(
                        "plugin two 1.0.0 (%s) can't run: the error code acme_gone is in acme.Errors of plugin one 1.0.0 and in acme.Errors of plugin two 1.0.0: remove one of them, or give one another name"
                                .formatted(directory.resolve("two"))),
                problems);
    }

    @Test
    void should_show_both_meanings_when_a_code_is_the_platforms() {
        List<String> problems =
                new Starting(directory).refusal(plugin("one", "model_not_found", "CONFLICT"));

        assertEquals(
                List.of(
                        "plugin one 1.0.0 (%s) can't run: the error code model_not_found is the platform's, with 404 not_found, and in acme.Errors it has 409 conflict: give it another name, or throw CommonError.MODEL_NOT_FOUND"
                                .formatted(directory.resolve("one"))),
                problems);
    }

    @Test
    void should_run_when_codes_differ_or_mean_what_the_platforms_mean() throws Exception {
        try (Kernel kernel =
                new Starting(directory)
                        .start(
                                plugin("one", "acme_gone", "NOT_FOUND"),
                                plugin("two", "model_not_found", "NOT_FOUND"))) {
            assertEquals(200, Starting.get(kernel, "/two").statusCode());
        }
    }

    @Test
    void should_take_over_the_codes_when_a_plugin_is_swapped() throws Exception {
        PluginLocation old = version("1.0.0", "acme_gone");
        try (Kernel kernel = new Starting(directory).start(old, version("1.1.0", "acme_gone"))) {
            assertEquals("1.0.0", swap(kernel, "1.0.0"));
        }
    }

    @Test
    void should_keep_the_old_version_when_the_new_one_has_anothers_code() throws Exception {
        try (Kernel kernel =
                new Starting(directory)
                        .start(
                                plugin("other", "acme_gone", "NOT_FOUND"),
                                version("1.0.0", "acme_gone"),
                                version("1.1.0", "acme_mine"))) {
            ForgeException refused =
                    assertThrows(ForgeException.class, () -> swap(kernel, "1.0.0"));

            assertEquals("plugin_failed", refused.errorCode().code());
            assertTrue(
                    refused.message().startsWith("plugin acme 1.0.0 (" + directory),
                    refused.message());
            assertTrue(refused.message().contains("plugin other 1.0.0"), refused.message());
            assertEquals(200, Starting.get(kernel, "/acme").statusCode());
        }
    }

    @Test
    void should_name_the_class_when_what_is_listed_is_no_enum_of_codes() {
        PluginLocation wrong =
                PluginBuild.serving(directory, "one")
                        .resource(
                                "META-INF/services/ai.optimaforge.spi.ErrorCode",
                                "java.lang.String")
                        .built();

        assertTrue(
                new Starting(directory)
                        .refusal(wrong)
                        .getFirst()
                        .contains("java.lang.String is listed as an enum of error codes"));
    }

    private PluginLocation version(String version, String code) {
        PluginBuild build =
                PluginBuild.serving(directory.resolve(version), "acme").version(version);
        return defining(build, code, "NOT_FOUND").built();
    }

    private static String swap(Kernel kernel, String version) throws Exception {
        return kernel.plugins()
                .swap("acme", Optional.of(version), Caller.platform())
                .await(10, TimeUnit.SECONDS)
                .version();
    }
}
