// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.model.ProviderStatus;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.testing.TestPlatform;
import ai.optimaforge.testing.upstream.FakeUpstream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A preset in a file of the operator's, or in the environment, of a real platform.
class PresetFileTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String KEY = "gsk-4711-secret";

    private static TestPlatform.Builder platform() {
        return TestPlatform.builder().plugin(PluginLocation.built(Path.of("target")));
    }

    private static List<ProviderStatus> providers(TestPlatform platform) {
        return platform.report().providers();
    }

    @Test
    void should_take_the_key_of_the_environment_when_a_file_names_the_preset_alone()
            throws StartFailedException {
        try (FakeUpstream upstream = FakeUpstream.start();
                TestPlatform platform =
                        platform()
                                .provider("fast", "preset: groq\nbase-url: " + upstream.baseUrl())
                                .environment("GROQ_API_KEY", KEY)
                                .provider("groq", "preset: openai\nbase-url: " + upstream.baseUrl())
                                .start()) {
            var seen = upstream.nextRequest(SOON);
            var other = upstream.nextRequest(SOON);
            assertTrue(
                    List.of(seen.header("authorization"), other.header("authorization"))
                            .contains("Bearer " + KEY));
            ProviderStatus fast = providers(platform).getFirst();
            assertEquals("fast", fast.name());
            assertEquals("openai", fast.type());
            assertEquals("***", fast.settings().get("api-key"));
            assertFalse(providers(platform).toString().contains(KEY));
        }
    }

    @Test
    void should_take_the_files_own_key_when_the_environment_has_one_too()
            throws StartFailedException {
        String own = "\napi-key: own-key\ntype: openai\nheaders:\n  X-Team: blue\n";
        try (FakeUpstream upstream = FakeUpstream.start();
                TestPlatform platform =
                        platform()
                                .provider(
                                        "x", "preset: azure\nbase-url: " + upstream.baseUrl() + own)
                                .environment("AZURE_OPENAI_API_KEY", KEY)
                                .provider("y", "preset: together\nbase-url: " + upstream.baseUrl())
                                .environment("TOGETHERAI_API_KEY", "second")
                                .start()) {
            // Azure has no list of models
            assertEquals("Bearer second", upstream.nextRequest(SOON).header("authorization"));
            assertEquals(List.of("together", "x", "y"), names(platform));
        }
    }

    private static List<String> names(TestPlatform platform) {
        return providers(platform).stream().map(ProviderStatus::name).sorted().toList();
    }

    @Test
    void should_have_the_provider_when_a_key_is_in_the_environment() throws StartFailedException {
        try (TestPlatform platform =
                platform()
                        .environment("COHERE_API_KEY", KEY)
                        .environment("CO_API_KEY", "another")
                        .environment("PERPLEXITY_API_KEY", KEY)
                        .environment("AZURE_API_KEY", KEY)
                        .environment("XAI_API_KEY", " ")
                        .start()) {
            assertEquals(List.of("cohere", "perplexity"), names(platform));
            assertEquals("env COHERE_API_KEY", providers(platform).getFirst().origin());
            assertTrue(providers(platform).stream().allMatch(ProviderStatus::isUp));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "preset: grok | x.yaml:1 | did you mean groq?",
                "preset: nothing-like-it | x.yaml:1 | there are [azure, ",
                "type: openai\\npreset: mistrall | x.yaml:2 | did you mean mistral?",
                "type: opnai\\npreset: groq | x.yaml:1 | the preset groq is of type openai",
                "preset: azure | x.yaml | AZURE_OPENAI_ENDPOINT",
                "base-url: http://localhost/v1 | x.yaml | or a preset",
            })
    void should_refuse_to_start_when_the_file_is_wrong(String yaml, String where, String hint) {
        var platform = platform().provider("x", yaml.replace("\\n", "\n"));
        var refused = assertThrows(StartFailedException.class, platform::start);
        String message = refused.problems().toString();
        assertTrue(message.contains(where), message);
        assertTrue(message.contains(hint), message);
    }
}
