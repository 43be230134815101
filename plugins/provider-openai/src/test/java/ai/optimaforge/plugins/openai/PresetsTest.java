// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.stream.Collectors.toSet;

import ai.optimaforge.spi.model.ImplicitInstance;
import ai.optimaforge.spi.model.ImplicitInstance.Condition.Answering;
import ai.optimaforge.spi.model.ImplicitInstance.Condition.EnvironmentSet;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.TestPluginContext;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the presets say, and what of it an upstream sees.
class PresetsTest extends ProviderTest {
    private static final Set<String> NAMES =
            Set.of(
                    "openai",
                    "azure",
                    "mistral",
                    "groq",
                    "together",
                    "fireworks",
                    "deepseek",
                    "cohere",
                    "xai",
                    "openrouter",
                    "perplexity",
                    "cerebras",
                    "nvidia",
                    "huggingface",
                    "deepinfra",
                    "sambanova",
                    "moonshot",
                    "zai",
                    "dashscope",
                    "ollama",
                    "lm-studio",
                    "vllm",
                    "llama-cpp",
                    "localai");

    static List<String> names() {
        return Presets.all().stream().map(KnownUpstream::name).toList();
    }

    private OpenAiProviderFactory factory() {
        return new OpenAiProviderFactory(new TestPluginContext(loop.vertx()));
    }

    private ModelProvider preset(String name) {
        return create(TestConfig.preset(name, Optional.of(upstream.baseUrl())));
    }

    @Test
    void should_know_all_of_them_when_asked() {
        assertEquals(NAMES, Set.copyOf(names()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void should_send_key_and_call_where_the_preset_says(String name) {
        loop.call(() -> preset(name).chat(WHOLE, new TestCall()));
        RecordedRequest seen = upstream.nextRequest(SOON);
        boolean azure = name.equals("azure");
        assertEquals("/v1/chat/completions", seen.path());
        assertEquals(azure ? "" : "Bearer " + TestConfig.KEY, seen.header("authorization"));
        assertEquals(azure ? TestConfig.KEY : "", seen.header("api-key"));
        assertEquals(WHOLE.document().toString(), seen.text());
    }

    @ParameterizedTest
    @MethodSource("names")
    void should_list_models_when_the_upstream_or_the_preset_does(String name) {
        upstream.next(HttpReply.ok().body("{\"data\":[{\"id\":\"m\"}]}"));
        var ids = loop.call(preset(name)::models).stream().map(model -> model.id()).toList();
        var told = Presets.find(name).orElseThrow().models();
        assertEquals(told.orElse(List.of("m")), ids);
        if (told.isEmpty()) {
            assertEquals("/v1/models", upstream.nextRequest(SOON).path());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void should_hide_the_key_when_the_upstream_repeats_it(String name) {
        upstream.next(HttpReply.error(401, "t", "c", "not " + TestConfig.KEY));
        var failure = loop.failure(() -> preset(name).chat(WHOLE, new TestCall()));
        assertEquals("not ***", failure.message());
    }

    @ParameterizedTest
    @CsvSource({
        "groq, https://api.groq.com/openai/v1, groq",
        "cohere, https://api.cohere.ai/compatibility/v1, cohere",
        "deepseek, https://api.deepseek.com, deepseek",
        "openrouter, https://openrouter.ai/api/v1,",
        "ollama, http://127.0.0.1:11434/v1,",
    })
    void should_have_address_and_vendor_of_the_preset(String name, String address, String vendor) {
        var config = TestConfig.preset(name, Optional.empty());
        assertEquals(address, config.address().toString());
        assertEquals(Optional.ofNullable(vendor), create(config).vendor());
    }

    @Test
    void should_keep_the_vendor_when_a_preset_has_another_address() {
        assertEquals(Optional.of("groq"), preset("groq").vendor());
        assertEquals(Optional.empty(), provider.vendor());
    }

    @Test
    void should_have_a_reason_for_each_quirk() throws IOException {
        try (var file = Presets.class.getResourceAsStream("presets.json")) {
            var presets = new JsonObject(Buffer.buffer(file.readAllBytes()));
            for (String name : presets.fieldNames()) {
                JsonObject preset = presets.getJsonObject(name);
                assertEquals(
                        preset.containsKey("models"), preset.containsKey("models-reason"), name);
                for (Object quirk : preset.getJsonArray("quirks", new JsonArray())) {
                    String reason = ((JsonObject) quirk).getString("reason", "");
                    assertTrue(reason.endsWith("."), name + ": " + quirk);
                }
            }
        }
    }

    @Test
    void should_refer_to_the_environment_when_the_key_may_be_there() {
        var presets = factory().presets();
        assertEquals(NAMES, presets.stream().map(preset -> preset.name()).collect(toSet()));
        var together =
                presets.stream().filter(p -> p.name().equals("together")).findFirst().orElseThrow();
        assertEquals(
                List.of("${env:TOGETHER_API_KEY}", "${env:TOGETHERAI_API_KEY}"),
                together.settings().get("api-key"));
    }

    @Test
    void should_offer_an_instance_when_a_key_or_a_server_is_there() {
        List<ImplicitInstance> implied = factory().implicitInstances();
        for (KnownUpstream preset : Presets.all()) {
            var conditions =
                    implied.stream()
                            .filter(instance -> instance.name().equals(preset.name()))
                            .map(ImplicitInstance::condition)
                            .toList();
            assertEquals(
                    preset.local(),
                    conditions.stream().anyMatch(Answering.class::isInstance),
                    preset.name());
            assertEquals(
                    !preset.keys().isEmpty(),
                    conditions.stream().anyMatch(EnvironmentSet.class::isInstance),
                    preset.name());
        }
        var local = implied.stream().filter(i -> i.condition() instanceof Answering).toList();
        assertEquals(
                List.of("ollama", "lm-studio", "vllm", "llama-cpp"),
                local.stream().map(ImplicitInstance::name).toList());
        assertFalse(implied.toString().contains("AZURE_OPENAI_API_KEY"), "needs an endpoint");
    }
}
