// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.admin;

import ai.optimaforge.kernel.model.ModelRoom;
import ai.optimaforge.kernel.model.ProviderStatus;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.admin.Providers;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The provider instances of the model room, for the operator.
final class ProviderAdministration implements Providers {
    private final ModelRoom models;
    private final ProviderOverrides overrides;

    ProviderAdministration(ModelRoom models, ProviderOverrides overrides) {
        this.models = models;
        this.overrides = overrides;
    }

    @Override
    public List<ProviderInfo> list() {
        return models.currentStatuses().stream().map(ProviderAdministration::info).toList();
    }

    @Override
    public Future<ProviderInfo> get(String id) {
        return Future.succeededFuture(info(models.status(id)));
    }

    @Override
    public Future<Test> test(String id) {
        return models.test(id)
                .map(
                        status ->
                                new Test(
                                        id,
                                        status.isUp(),
                                        status.latencyMillis(),
                                        status.models(),
                                        Optional.of(status.problem()).filter(p -> !p.isEmpty())));
    }

    @Override
    public Future<ProviderInfo> change(String id, JsonObject settings, Caller by) {
        return get(id).compose(before -> overrides.change(before, settings, by))
                .compose(changed -> get(id));
    }

    private static ProviderInfo info(ProviderStatus status) {
        return new ProviderInfo(
                status.name(),
                status.type(),
                status.origin(),
                status.enabled(),
                state(status),
                status.isKnown() ? status.problem() : "",
                status.models(),
                status.latencyMillis() < 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(status.latencyMillis()),
                status.openCircuits(),
                status.openElsewhere(),
                status.settings());
    }

    private static ProviderState state(ProviderStatus status) {
        if (!status.isKnown()) {
            return ProviderState.UNKNOWN;
        }
        return status.isUp() ? ProviderState.UP : ProviderState.DOWN;
    }
}
