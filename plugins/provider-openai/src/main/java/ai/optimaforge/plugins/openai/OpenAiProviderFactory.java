// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.model.ImplicitInstance;
import ai.optimaforge.spi.model.ImplicitInstance.Condition;
import ai.optimaforge.spi.model.ImplicitInstance.Condition.Answering;
import ai.optimaforge.spi.model.ImplicitInstance.Condition.EnvironmentSet;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.ModelProviderFactory;
import ai.optimaforge.toolkit.SecretMask;
import ai.optimaforge.toolkit.Upstream;
import ai.optimaforge.toolkit.UpstreamSettings;
import ai.optimaforge.toolkit.UpstreamTimeouts;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The type `openai`: OpenAI itself, and every other upstream that speaks its API.
public final class OpenAiProviderFactory implements ModelProviderFactory<OpenAiConfig> {
    private static final String API_KEY = "api-key";
    private static final String BASE_URL = "base-url";

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
        Upstream upstream =
                new Upstream(
                        context,
                        config.connectTimeout(),
                        new UpstreamTimeouts(config.firstByteTimeout(), config.idleTimeout()),
                        config.address(),
                        headers(config),
                        (int) config.maxAnswerSize().bytes());
        return new OpenAiProvider(
                upstream, SecretMask.of(config.apiKey(), config.headers()), config.known());
    }

    private static Map<String, String> headers(OpenAiConfig config) {
        Map<String, String> headers = new HashMap<>();
        Optional<String> header = config.known().flatMap(KnownUpstream::keyHeader);
        config.apiKey()
                .map(Secret::reveal)
                .ifPresent(
                        key ->
                                headers.put(
                                        header.orElse("authorization"),
                                        header.isPresent() ? key : "Bearer " + key));
        return UpstreamSettings.over(config.headers(), headers);
    }

    @Override
    public List<Preset> presets() {
        return Presets.all().stream().map(OpenAiProviderFactory::fromEnvironment).toList();
    }

    /// What the environment says of an upstream; the rest is known already.
    private static Preset fromEnvironment(KnownUpstream preset) {
        Map<String, List<String>> settings = new HashMap<>();
        settings.put(API_KEY, references(preset.keys()));
        settings.put(BASE_URL, references(preset.endpoints()));
        settings.values().removeIf(List::isEmpty);
        return new Preset(preset.name(), settings);
    }

    private static List<String> references(List<String> variables) {
        return variables.stream().map(OpenAiProviderFactory::reference).toList();
    }

    private static String reference(String variable) {
        return "${env:" + variable + "}";
    }

    @Override
    public List<ImplicitInstance> implicitInstances() {
        List<ImplicitInstance> instances = new ArrayList<>();
        instances.add(openAi());
        for (KnownUpstream preset : Presets.all()) {
            if (preset.local()) {
                instances.add(implied(preset, new Answering(models(preset))));
            } else if (!preset.name().equals(Presets.OPENAI)) {
                // where each customer has an own address, a key alone is not enough
                variables(preset)
                        .forEach(name -> instances.add(implied(preset, new EnvironmentSet(name))));
            }
        }
        return instances;
    }

    /// Whoever sets both variables, as the official SDKs have them, may speak of any upstream: it
    /// is OpenAI only if the address says so.
    private static ImplicitInstance openAi() {
        return new ImplicitInstance(
                Presets.OPENAI,
                new EnvironmentSet("OPENAI_API_KEY"),
                Map.of(
                        API_KEY, reference("OPENAI_API_KEY"),
                        BASE_URL, reference("OPENAI_BASE_URL")));
    }

    private static List<String> variables(KnownUpstream preset) {
        return preset.endpoints().isEmpty() ? preset.keys() : preset.endpoints();
    }

    private static URI models(KnownUpstream preset) {
        return URI.create(preset.baseUrl().orElseThrow() + "/models");
    }

    private static ImplicitInstance implied(KnownUpstream preset, Condition condition) {
        return new ImplicitInstance(preset.name(), condition, Map.of("preset", preset.name()));
    }
}
