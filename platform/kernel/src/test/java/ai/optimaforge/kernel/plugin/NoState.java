// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.cluster.Audience;
import ai.optimaforge.spi.cache.ClusterCache;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.store.DocumentStore;

import java.lang.reflect.Proxy;

/// For plugins that keep nothing.
final class NoState implements PluginServices.State {
    @Override
    public DocumentStore documents(String plugin) {
        return nothing(DocumentStore.class);
    }

    @Override
    public ClusterCache cache(String plugin, Audience audience) {
        return nothing(ClusterCache.class);
    }

    @Override
    public Events events(Audience audience) {
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
