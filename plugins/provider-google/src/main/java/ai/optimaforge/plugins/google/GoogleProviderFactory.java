// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

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
import java.util.Optional;

/// The type `google`: Gemini, by Google's API or by one that is like it.
public final class GoogleProviderFactory implements ModelProviderFactory<GoogleConfig> {
    private static final String INSTANCE = "google";

    private final PluginContext context;

    /// Called by the kernel.
    public GoogleProviderFactory(PluginContext context) {
        this.context = requireNonNull(context, "context is null");
    }

    @Override
    public String type() {
        return "google";
    }

    @Override
    public Class<GoogleConfig> configType() {
        return GoogleConfig.class;
    }

    @Override
    public ModelProvider create(String instance, GoogleConfig config) {
        Upstream upstream =
                new Upstream(
                                context,
                                config.connectTimeout(),
                                new UpstreamTimeouts(
                                        config.firstByteTimeout(), config.idleTimeout()),
                                config.baseUrl(),
                                headers(config),
                                (int) config.maxAnswerSize().bytes())
                        .withRefusals(GoogleErrors::refusal);
        Optional<String> vendor = config.isGoogle() ? Optional.of("google") : Optional.empty();
        return new GoogleProvider(
                upstream, SecretMask.of(config.apiKey(), config.headers()), vendor);
    }

    private static Map<String, String> headers(GoogleConfig config) {
        Map<String, String> headers = new HashMap<>();
        config.apiKey().ifPresent(key -> headers.put("x-goog-api-key", key.reveal()));
        return UpstreamSettings.over(config.headers(), headers);
    }

    /// Two variables make the one instance; where both are set, the first counts, as for Google's
    /// SDKs.
    @Override
    public List<ImplicitInstance> implicitInstances() {
        return List.of(fromEnvironment("GOOGLE_API_KEY"), fromEnvironment("GEMINI_API_KEY"));
    }

    private static ImplicitInstance fromEnvironment(String variable) {
        return new ImplicitInstance(
                INSTANCE,
                new EnvironmentSet(variable),
                Map.of(
                        "api-key",
                        "${env:" + variable + "}",
                        "base-url",
                        "${env:GOOGLE_GEMINI_BASE_URL}"));
    }
}
