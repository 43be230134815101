// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.ModelProvider;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One provider instance and what is known of its models.
final class ProviderInstance {
    private final String name;
    private final String type;
    private final String origin;
    private final boolean found;
    private final ModelProvider provider;
    private final Set<String> allowed;
    private final Promise<Void> asked = Promise.promise();
    private volatile List<ModelInfo> models = List.of();
    private volatile String problem = "not asked yet";

    /// @param found whether it was found running, and nobody asked for it
    /// @param allowed the only models that may be used; empty if all may
    ProviderInstance(
            String name,
            String type,
            String origin,
            boolean found,
            ModelProvider provider,
            List<String> allowed) {
        this.name = name;
        this.type = type;
        this.origin = origin;
        this.found = found;
        this.provider = provider;
        this.allowed = Set.copyOf(allowed);
        if (!allowed.isEmpty()) {
            // what the operator lists is there, whatever the upstream says of itself
            this.models = allowed.stream().map(id -> ModelInfo.of(id, ModelMode.CHAT)).toList();
        }
    }

    String name() {
        return name;
    }

    boolean wasFound() {
        return found;
    }

    ModelProvider provider() {
        return provider;
    }

    List<ModelInfo> models() {
        return models;
    }

    String problem() {
        return problem;
    }

    boolean allows(String model) {
        return allowed.isEmpty() || allowed.contains(model);
    }

    boolean can(Capability capability) {
        return provider.capabilities().contains(capability);
    }

    Optional<ModelInfo> first(ModelMode mode) {
        return models.stream().filter(model -> model.mode() == mode).findFirst();
    }

    /// Completes when the instance has been asked for its models once, whatever it said.
    Future<Void> asked() {
        return asked.future();
    }

    void has(List<ModelInfo> known) {
        List<ModelInfo> usable = known.stream().filter(model -> allows(model.id())).toList();
        if (!usable.isEmpty() || allowed.isEmpty()) {
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
        return new ProviderStatus(name, type, origin, models.size(), problem);
    }
}
