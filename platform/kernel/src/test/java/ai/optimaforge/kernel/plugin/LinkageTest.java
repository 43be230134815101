// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.descriptor.Descriptor;
import ai.optimaforge.spi.SpiVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

/// What a plugin uses of the SPI, against what there is.
class LinkageTest {
    private static final Descriptor ACME =
            Descriptor.parse("id=acme-slack\nversion=1.2.0\nspi=^0.1\n", "a test");

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Caller",
                "model/ChatRequest.stream()Z",
                "model/ChatInterceptor$Before$Answered.<init>(Lai/optimaforge/spi/model/ChatAnswer;)V",
                "CommonError.OVERLOADED:Lai/optimaforge/spi/CommonError;",
                // inherited: from Enum, from Record's Object, from what every object has
                "CommonError.name()Ljava/lang/String;",
                "model/ChatRequest.getClass()Ljava/lang/Class;",
                "PluginContext.hashCode()I"
            })
    void should_find_nothing_missing_when_the_platform_has_it(String member) {
        assertEquals(List.of(), missing("ai/optimaforge/spi/" + member));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model/Reranker | ai.optimaforge.spi.model.Reranker",
                "model/Reranker.rank()V | Reranker.rank()",
                "model/ModelProvider.rerank(Ljava/lang/String;[ILai/optimaforge/spi/CallContext;)V"
                        + " | ModelProvider.rerank(String, int[], CallContext)",
                // there, but with another type
                "model/ChatRequest.stream()I | ChatRequest.stream()",
                "CommonError.TIRED:Lai/optimaforge/spi/CommonError; | CommonError.TIRED",
                "model/ChatInterceptor$Before$Answered.<init>()V"
                        + " | new ChatInterceptor.Before.Answered()",
                // there, but not for plugins
                "SpiVersion.<init>()V | new SpiVersion()"
            })
    void should_name_what_is_missing_when_the_platform_lacks_it(String member, String words) {
        assertEquals(
                List.of(
                        "plugin acme-slack 1.2.0 needs %s, which SPI %s does not have"
                                .formatted(words, SpiVersion.CURRENT)),
                missing("ai/optimaforge/spi/" + member));
    }

    @Test
    void should_find_the_list_in_a_jar_when_the_plugin_is_installed() {
        PluginLocation installed =
                PluginBuild.serving(directory, "acme")
                        .resource(
                                "META-INF/forge/linkage",
                                "ai/optimaforge/spi/Caller\nai/optimaforge/spi/Gone\n")
                        .installed();

        assertEquals(1, Linkage.read(installed).missing(ACME).size());
    }

    @Test
    void should_ask_for_nothing_when_a_plugin_was_built_without_a_list() {
        PluginLocation built = PluginBuild.serving(directory, "acme").built();

        assertEquals(List.of(), Linkage.read(built).missing(ACME));
    }

    @Test
    void should_refuse_a_list_that_names_what_is_none_of_the_spi() {
        PluginBuild build =
                PluginBuild.serving(directory, "acme")
                        .resource("META-INF/forge/linkage", "java/lang/Object\n");

        PluginFailure refused =
                assertThrows(PluginFailure.class, () -> Linkage.read(build.built()));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .endsWith(
                                ": META-INF/forge/linkage names no member of the SPI:"
                                        + " java/lang/Object"),
                refused.getMessage());
    }

    private List<String> missing(String line) {
        PluginLocation built =
                PluginBuild.serving(directory, "acme")
                        .resource("META-INF/forge/linkage", line + "\n")
                        .built();
        return Linkage.read(built).missing(ACME);
    }
}
