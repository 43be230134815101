// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static java.util.Locale.ROOT;

import ai.optimaforge.kernel.plugin.PluginRoom;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.admin.PluginInfo;
import ai.optimaforge.spi.admin.Plugins;

import io.vertx.core.Future;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/// The plugins of a running platform.
final class LivePlugins implements Plugins {
    private volatile @Nullable PluginRoom room;

    void of(PluginRoom plugins) {
        room = plugins;
    }

    @Override
    public List<PluginInfo> list() {
        PluginRoom known = room;
        return known == null
                ? List.of()
                : known.statuses().stream()
                        .map(
                                plugin ->
                                        new PluginInfo(
                                                plugin.id(),
                                                plugin.version(),
                                                plugin.state().name().toLowerCase(ROOT),
                                                plugin.reason(),
                                                plugin.kinds(),
                                                0,
                                                List.of()))
                        .toList();
    }

    @Override
    public Future<PluginInfo> swap(String id, Optional<String> version, Caller by) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public Future<PluginInfo> stop(String id, Caller by) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    @Override
    public Future<PluginInfo> start(String id, Caller by) {
        return Future.failedFuture(new UnsupportedOperationException());
    }
}
