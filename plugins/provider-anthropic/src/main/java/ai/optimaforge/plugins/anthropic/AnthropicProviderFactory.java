// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.model.ImplicitInstance;
import ai.optimaforge.spi.model.ImplicitInstance.Condition.EnvironmentSet;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.ModelProviderFactory;
import ai.optimaforge.toolkit.SecretMask;
import ai.optimaforge.toolkit.Upstream;
import ai.optimaforge.toolkit.UpstreamSettings;
import ai.optimaforge.toolkit.UpstreamTimeouts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The type `anthropic`: Anthropic itself, and every other upstream that speaks its Messages API.
public final class AnthropicProviderFactory implements ModelProviderFactory<AnthropicConfig> {
    private static final String VERSION = "2023-06-01";

    private final PluginContext context;

    /// Called by the kernel.
    public AnthropicProviderFactory(PluginContext context) {
        this.context = requireNonNull(context, "context is null");
    }

    @Override
    public String type() {
        return "anthropic";
    }

    @Override
    public Class<AnthropicConfig> configType() {
        return AnthropicConfig.class;
    }

    @Override
    public ModelProvider create(String instance, AnthropicConfig config) {
        int maxAnswerSize = (int) config.maxAnswerSize().bytes();
        Upstream upstream =
                new Upstream(
                        context,
                        config.connectTimeout(),
                        new UpstreamTimeouts(config.firstByteTimeout(), config.idleTimeout()),
                        config.baseUrl(),
                        headers(config),
                        maxAnswerSize);
        return new AnthropicProvider(
                upstream,
                new ClientHeaders(config.headers()),
                SecretMask.of(config.apiKey(), config.headers()),
                config.isAnthropic(),
                maxAnswerSize);
    }

    private static Map<String, String> headers(AnthropicConfig config) {
        Map<String, String> headers = new HashMap<>();
        headers.put("anthropic-version", VERSION);
        config.apiKey().ifPresent(key -> headers.put("x-api-key", key.reveal()));
        return UpstreamSettings.over(config.headers(), headers);
    }

    @Override
    public List<ImplicitInstance> implicitInstances() {
        return List.of(
                new ImplicitInstance(
                        "anthropic",
                        new EnvironmentSet("ANTHROPIC_API_KEY"),
                        Map.of(
                                "api-key",
                                "${env:ANTHROPIC_API_KEY}",
                                "base-url",
                                "${env:ANTHROPIC_BASE_URL}")));
    }
}
