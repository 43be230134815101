// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.plugin.descriptor.Descriptor;

import io.vertx.core.Vertx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// Looks whether the class loaders of plugins that have gone are gone too. One that stays is told
/// of once, with its likely holder, and counted in `forge_plugin_classloader_retained`.
final class UnloadProbe {
    private static final Logger log = LoggerFactory.getLogger("plugin");

    private final Vertx vertx;
    private final Duration after;
    private final List<Left> left = new CopyOnWriteArrayList<>();

    private record Left(
            String plugin, String version, WeakReference<ClassLoader> loader, AtomicBoolean told) {
        boolean isGone() {
            return loader.get() == null;
        }
    }

    UnloadProbe(Vertx vertx, Duration after) {
        this.vertx = vertx;
        this.after = after;
    }

    /// From now on.
    void watch(Descriptor plugin, WeakReference<ClassLoader> loader) {
        left.add(new Left(plugin.id(), plugin.version(), loader, new AtomicBoolean()));
        vertx.setTimer(after.toMillis(), timer -> Thread.startVirtualThread(this::look));
    }

    private void look() {
        left.removeIf(Left::isGone);
        if (left.stream().anyMatch(plugin -> !plugin.told().get())) {
            // a loader is seen to be gone by a full collection only, and none may come for long
            System.gc();
            left.removeIf(Left::isGone);
            left.stream().filter(plugin -> !plugin.told().getAndSet(true)).forEach(this::tell);
        }
    }

    private void tell(Left plugin) {
        ClassLoader loader = plugin.loader().get();
        if (loader != null) {
            log.warn(
                    "plugin {} {} is still reachable: {}",
                    plugin.plugin(),
                    plugin.version(),
                    LoaderHolders.of(loader));
        }
    }

    /// How many class loaders of a plugin were told of and are still there.
    long retained(String plugin) {
        left.removeIf(Left::isGone);
        return left.stream()
                .filter(each -> each.plugin().equals(plugin) && each.told().get())
                .count();
    }
}
