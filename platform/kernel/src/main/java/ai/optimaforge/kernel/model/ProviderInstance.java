// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.config.ConfigTree;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.ModelProvider;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// One provider instance and what is known of its models.
final class ProviderInstance {
    private final String name;
    private final Made made;
    private final Promise<Void> asked = Promise.promise();
    private volatile List<ModelInfo> models = List.of();
    private volatile String problem = ProviderStatus.NOT_ASKED;
    private volatile long latencyMillis = -1;

    /// How an instance was made.
    ///
    /// @param base the settings without what the operator has overridden since
    /// @param found whether it was found running, and nobody asked for it
    /// @param enabled whether calls may go to it
    /// @param allowed the only models that may be used; empty if all may
    record Made(
            String type,
            ConfigTree base,
            String origin,
            Map<String, String> shown,
            boolean found,
            boolean enabled,
            ModelProvider provider,
            List<String> allowed) {
        Made {
            allowed = List.copyOf(allowed);
        }
    }

    ProviderInstance(String name, Made made) {
        this.name = name;
        this.made = made;
        if (!made.allowed().isEmpty()) {
            // what the operator lists is there, whatever the upstream says of itself
            this.models =
                    made.allowed().stream().map(id -> ModelInfo.of(id, ModelMode.CHAT)).toList();
        }
    }

    String name() {
        return name;
    }

    boolean isAlwaysThere() {
        return made.origin().equals(InstanceMaker.ALWAYS_THERE);
    }

    boolean wasFound() {
        return made.found();
    }

    ModelProvider provider() {
        return made.provider();
    }

    List<ModelInfo> models() {
        return models;
    }

    String problem() {
        return problem;
    }

    boolean allows(String model) {
        return made.allowed().isEmpty() || made.allowed().contains(model);
    }

    boolean can(Capability capability) {
        return made.provider().capabilities().contains(capability);
    }

    Optional<ModelInfo> first(ModelMode mode, Predicate<ModelInfo> usable) {
        return models.stream().filter(m -> m.mode() == mode && usable.test(m)).findFirst();
    }

    /// Completes when the instance has been asked for its models once, whatever it said.
    Future<Void> asked() {
        return asked.future();
    }

    ConfigTree base() {
        return made.base();
    }

    boolean isEnabled() {
        return made.enabled();
    }

    /// It answered, with success or not, after so long.
    void answered(long millis) {
        latencyMillis = millis;
    }

    void has(List<ModelInfo> known) {
        List<ModelInfo> usable = known.stream().filter(model -> allows(model.id())).toList();
        if (!usable.isEmpty() || made.allowed().isEmpty()) {
            models = usable;
        }
        problem = "";
        asked.tryComplete();
    }

    void failed(String reason) {
        problem = reason;
        asked.tryComplete();
    }

    ProviderStatus status() {
        return new ProviderStatus(
                name,
                made.type(),
                made.origin(),
                models.size(),
                problem,
                made.enabled(),
                latencyMillis,
                made.shown());
    }
}
