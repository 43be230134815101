// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.Meters;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.model.ImplicitInstance;
import ai.optimaforge.spi.model.ImplicitInstance.Condition.Always;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.ModelProviderFactory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The type `local`: a small embedding model that runs in the process. It costs nothing until it
/// is first called; then it stays in memory, some 200 MiB, until the instance is given up.
public final class LocalProviderFactory implements ModelProviderFactory<LocalConfig> {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Meters.Counter refused;

    /// Called by the kernel.
    public LocalProviderFactory(PluginContext context) {
        Meters meters = requireNonNull(context, "context is null").meters();
        meters.gauge("calls_in_flight", "Calls that are embedded or wait for it", inFlight::get);
        refused = meters.counter("calls_refused", "Calls that came while the queue was full");
    }

    @Override
    public String type() {
        return "local";
    }

    @Override
    public Class<LocalConfig> configType() {
        return LocalConfig.class;
    }

    @Override
    public ModelProvider create(String instance, LocalConfig config) {
        return new LocalProvider(new EmbeddingQueue(config, inFlight, refused));
    }

    @Override
    public List<ImplicitInstance> implicitInstances() {
        return List.of(new ImplicitInstance("local", new Always(), Map.of()));
    }
}
