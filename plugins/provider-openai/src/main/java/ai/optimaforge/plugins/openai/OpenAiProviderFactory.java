// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.http.HttpClientSettings;
import ai.optimaforge.spi.model.ImplicitInstance;
import ai.optimaforge.spi.model.ImplicitInstance.Condition.Answering;
import ai.optimaforge.spi.model.ImplicitInstance.Condition.EnvironmentSet;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.ModelProviderFactory;
import ai.optimaforge.toolkit.SecretMask;
import ai.optimaforge.toolkit.Upstream;
import ai.optimaforge.toolkit.UpstreamTimeouts;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The type `openai`: OpenAI itself, and every other upstream that speaks its API.
public final class OpenAiProviderFactory implements ModelProviderFactory<OpenAiConfig> {
    private final PluginContext context;

    /// Called by the kernel.
    public OpenAiProviderFactory(PluginContext context) {
        this.context = requireNonNull(context, "context is null");
    }

    @Override
    public String type() {
        return "openai";
    }

    @Override
    public Class<OpenAiConfig> configType() {
        return OpenAiConfig.class;
    }

    @Override
    public ModelProvider create(String instance, OpenAiConfig config) {
        HttpClientSettings settings =
                HttpClientSettings.defaults().withConnectTimeout(config.connectTimeout());
        Upstream upstream =
                new Upstream(
                        context.httpClients(settings),
                        settings,
                        new UpstreamTimeouts(config.firstByteTimeout(), config.idleTimeout()),
                        config.baseUrl(),
                        headers(config),
                        (int) config.maxAnswerSize().bytes());
        return new OpenAiProvider(upstream, SecretMask.of(config.apiKey(), config.headers()));
    }

    private static Map<String, String> headers(OpenAiConfig config) {
        Map<String, String> headers = new HashMap<>();
        config.apiKey().ifPresent(key -> headers.put("authorization", "Bearer " + key.reveal()));
        config.headers().forEach((name, value) -> put(headers, name, value));
        return headers;
    }

    private static void put(Map<String, String> headers, String name, Secret value) {
        // what the operator sets wins, however it is spelled
        headers.keySet().removeIf(name::equalsIgnoreCase);
        headers.put(name, value.reveal());
    }

    @Override
    public List<ImplicitInstance> implicitInstances() {
        return List.of(
                new ImplicitInstance(
                        "openai",
                        new EnvironmentSet("OPENAI_API_KEY"),
                        Map.of(
                                "api-key",
                                "${env:OPENAI_API_KEY}",
                                "base-url",
                                "${env:OPENAI_BASE_URL}")),
                onThisMachine("ollama", 11434),
                onThisMachine("lm-studio", 1234),
                onThisMachine("vllm", 8000),
                onThisMachine("llama-cpp", 8080));
    }

    private static ImplicitInstance onThisMachine(String name, int port) {
        String baseUrl = "http://127.0.0.1:" + port + "/v1";
        return new ImplicitInstance(
                name, new Answering(URI.create(baseUrl + "/models")), Map.of("base-url", baseUrl));
    }
}
