// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.identity.BootstrapKey;
import ai.optimaforge.kernel.model.ModelRoom;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.kernel.plugin.PluginRoom;
import ai.optimaforge.kernel.plugin.PluginStatus;

import io.vertx.core.Future;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A platform that has been put together.
///
/// @param closing what to do to take it down, in order
record Running(
        URI address,
        BootstrapKey key,
        ModelRoom models,
        PluginRoom room,
        LivePlugins plugins,
        List<Runnable> closing,
        AtomicBoolean closed)
        implements Kernel {

    Running(
            URI address,
            BootstrapKey key,
            ModelRoom models,
            PluginRoom room,
            LivePlugins plugins,
            List<Runnable> closing) {
        this(address, key, models, room, plugins, closing, new AtomicBoolean());
    }

    @Override
    public Future<StartReport> report() {
        return models.statuses()
                .map(
                        providers ->
                                new StartReport(
                                        address,
                                        key.source(),
                                        key.made(),
                                        providers,
                                        room.statuses()));
    }

    @Override
    public PluginStatus reload(PluginLocation plugin) throws StartFailedException {
        return plugins.reload(plugin);
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            closing.forEach(Runnable::run);
        }
    }
}
