// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.cache.ClusterCache;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.store.DocumentStore;

import io.vertx.core.Context;

import java.lang.reflect.Proxy;

/// For plugins that keep nothing.
final class NoState implements PluginServices.State {
    @Override
    public DocumentStore documents(String plugin) {
        return nothing(DocumentStore.class);
    }

    @Override
    public ClusterCache cache(String plugin, Context context) {
        return nothing(ClusterCache.class);
    }

    @Override
    public Events events(Context context) {
        return nothing(Events.class);
    }

    static <T> T nothing(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(
                        NoState.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            throw new UnsupportedOperationException(method.getName());
                        }));
    }
}
