// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartReport;
import ai.optimaforge.kernel.model.ProviderStatus;
import ai.optimaforge.kernel.plugin.PluginState;
import ai.optimaforge.kernel.plugin.PluginStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class BannerTest {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:8090");

    @TempDir private Path data;

    @Test
    void should_show_providers_plugins_and_a_new_key_when_started_for_the_first_time() {
        StartReport report =
                new StartReport(
                        ADDRESS,
                        "the file " + data + "/bootstrap-key",
                        Optional.of("sk-1"),
                        List.of(
                                new ProviderStatus(
                                        "groq",
                                        "openai",
                                        "file groq.yaml",
                                        1,
                                        "",
                                        true,
                                        1,
                                        List.of(),
                                        List.of(),
                                        Map.of()),
                                new ProviderStatus(
                                        "openai",
                                        "openai",
                                        "env X",
                                        0,
                                        "no\nanswer",
                                        true,
                                        1,
                                        List.of(),
                                        List.of(),
                                        Map.of())),
                        List.of(
                                plugin("chat", PluginState.STARTED, ""),
                                plugin("app-x", PluginState.FAILED, "no contract")));

        assertEquals(
                """
                Optima Forge (unpackaged) listens on http://127.0.0.1:8090

                  key        sk-1 (new, shown this once; kept in the file DATA/bootstrap-key)
                  providers  groq    openai  file groq.yaml  1 model
                             openai  openai  env X           no answer
                  plugins    chat   1.0  started
                             app-x  1.0  failed: no contract

                Try it:
                  curl http://127.0.0.1:8090/v1/chat/completions \
                -H "Authorization: Bearer $(cat DATA/bootstrap-key)" \
                -H 'Content-Type: application/json' \
                -d '{"model":"auto","messages":[{"role":"user","content":"Hello"}]}'\
                """
                        .replace("DATA", data.toString()),
                String.join("\n", Banner.of(report, options(data, Map.of())).lines()));
    }

    @Test
    void should_quote_the_keys_file_when_its_path_holds_a_blank() {
        Path spaced = data.resolve("it's here");

        String line = CurlLine.of(keptIn(spaced + "/bootstrap-key"), options(spaced, Map.of()));

        assertEquals(
                "$(cat '" + data + "/it'\\''s here/bootstrap-key')",
                line.substring(line.indexOf("$("), line.indexOf(")") + 1));
    }

    @Test
    void should_read_the_key_from_the_variable_when_it_comes_from_there() {
        String line =
                CurlLine.of(
                        keptIn("the setting bootstrap.key"),
                        options(data, Map.of("FORGE_BOOTSTRAP_KEY", "sk-2")));

        assertTrue(line.contains("Bearer $FORGE_BOOTSTRAP_KEY\""), line);
    }

    private static PluginStatus plugin(String id, PluginState state, String reason) {
        return new PluginStatus(id, "1.0", state, reason, List.of(), 0, List.of());
    }

    private static StartReport keptIn(String source) {
        return new StartReport(ADDRESS, source, Optional.empty(), List.of(), List.of());
    }

    private static KernelOptions options(Path data, Map<String, String> environment) {
        return new KernelOptions(Path.of("conf"), data, List::of, Map.of(), environment);
    }
}
