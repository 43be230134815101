// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.http.BoundGroup;
import ai.optimaforge.kernel.http.HttpRoom;
import ai.optimaforge.kernel.model.InstalledInterceptor;
import ai.optimaforge.kernel.model.ModelRoom;
import ai.optimaforge.kernel.model.ProviderType;
import ai.optimaforge.kernel.plugin.PluginLoad;
import ai.optimaforge.kernel.plugin.PluginRoom;
import ai.optimaforge.kernel.plugin.PluginStatus;
import ai.optimaforge.kernel.plugin.RunningPlugin;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.feature.FeatureDefinition;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What the running plugins bring, as it is served: operations, features, types of providers,
/// interceptors. All of a plugin comes and goes at once.
final class Contributions {
    private static final Logger log = LoggerFactory.getLogger("plugin");
    private static final Duration LOOK = Duration.ofMillis(10);
    /// A call that has chosen a model may still have to be sent to it.
    private static final Duration UNDER_WAY = Duration.ofSeconds(1);
    /// For what was cut to be over.
    private static final Duration CUT = Duration.ofSeconds(5);

    private final PluginRoom plugins;
    private final HttpRoom http;
    private final ModelRoom models;
    private final Duration drainTimeout;
    private final Consumer<List<FeatureDefinition>> features;
    private final Runnable changed;
    private Map<String, Brought> served = new LinkedHashMap<>();

    private record Brought(RunningPlugin plugin, List<BoundGroup> groups) {
        static Brought by(RunningPlugin plugin) {
            List<BoundGroup> groups = new ArrayList<>();
            for (EndpointGroup group : plugin.endpointGroups()) {
                groups.add(BoundGroup.bind(plugin.load(), group));
            }
            return new Brought(plugin, groups);
        }
    }

    /// @param features is told the features when they change, but not at the start
    /// @param changed is run when other plugins run than before, but not at the start
    Contributions(
            PluginRoom plugins,
            HttpRoom http,
            ModelRoom models,
            Duration drainTimeout,
            Consumer<List<FeatureDefinition>> features,
            Runnable changed) {
        this.plugins = plugins;
        this.http = http;
        this.models = models;
        this.drainTimeout = drainTimeout;
        this.features = features;
        this.changed = changed;
    }

    /// Starts the newest version of each plugin and publishes its operations.
    ///
    /// @throws StartFailedException with each plugin that must run and can't
    synchronized void startAll() throws StartFailedException {
        http.publish(List.of());
        for (String id : plugins.ids()) {
            try {
                begin(plugins.start(id, Optional.empty()));
            } catch (RuntimeException | LinkageError e) {
                log.debug("plugin {} does not run", id, e);
            }
        }
        List<PluginStatus> failures = plugins.failures();
        if (!failures.isEmpty()) {
            throw new StartFailedException(failures.stream().map(this::tell).toList());
        }
    }

    private void begin(RunningPlugin plugin) {
        try {
            Map<String, Brought> next = new LinkedHashMap<>(served);
            next.put(plugin.id(), Brought.by(plugin));
            ErrorCodes.check(plugins(next));
            http.publish(groups(next));
            models.intercept(interceptors(next));
            served = next;
            plugins.serves(plugin);
        } catch (RuntimeException | LinkageError e) {
            plugins.fail(plugin, e);
            throw e;
        }
    }

    private String tell(PluginStatus plugin) {
        return plugins.refusal(plugin.id(), plugin.version(), plugin.reason());
    }

    /// Serves what a plugin brings, from now on in the place of another; the calls of that one
    /// then end by and by. If it does not fit, it is given up and all stays as it was. Blocks.
    synchronized void enter(RunningPlugin plugin, Optional<RunningPlugin> old) {
        Map<String, Brought> next = new LinkedHashMap<>(served);
        Runnable closeProviders;
        try {
            next.put(plugin.id(), Brought.by(plugin));
            ErrorCodes.check(plugins(next));
            closeProviders = serve(next, bringsProviders(plugin) || bringsProviders(old));
        } catch (RuntimeException | LinkageError e) {
            plugins.fail(plugin, e);
            throw e;
        }
        plugins.serves(plugin);
        old.ifPresent(gone -> drain(gone, closeProviders));
        changed.run();
    }

    /// The plugin of an id that is served.
    synchronized Optional<RunningPlugin> running(String id) {
        return Optional.ofNullable(served.get(id)).map(Brought::plugin);
    }

    /// Serves nothing of a plugin from now on; its calls then end by and by. Blocks.
    synchronized void leave(RunningPlugin old) {
        Map<String, Brought> next = new LinkedHashMap<>(served);
        next.remove(old.id());
        drain(old, serve(next, bringsProviders(Optional.of(old))));
        changed.run();
    }

    private static boolean bringsProviders(RunningPlugin plugin) {
        return !plugin.providerFactories().isEmpty();
    }

    private static boolean bringsProviders(Optional<RunningPlugin> plugin) {
        return plugin.map(Contributions::bringsProviders).orElse(false);
    }

    /// @return what closes the providers that are replaced
    private Runnable serve(Map<String, Brought> next, boolean otherProviders) {
        List<InstalledInterceptor> interceptors = interceptors(next);
        Runnable publish = () -> http.publish(groups(next));
        Runnable closeProviders = () -> {};
        if (otherProviders) {
            closeProviders = models.exchange(types(next), publish).await();
        } else {
            publish.run();
        }
        models.intercept(interceptors);
        List<FeatureDefinition> before = features(served);
        served = next;
        if (!features(next).equals(before)) {
            features.accept(features(next));
        }
        return closeProviders;
    }

    private void drain(RunningPlugin old, Runnable closeProviders) {
        plugins.drains(old);
        Thread.ofVirtual()
                .name("plugin-drain-" + old.id())
                .start(
                        () -> {
                            try {
                                awaitEnd(old);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            } finally {
                                closeProviders.run();
                                plugins.unload(old);
                            }
                        });
    }

    private void awaitEnd(RunningPlugin old) throws InterruptedException {
        http.settled().await();
        if (!isIdle(old.load(), drainTimeout)) {
            cut(old);
        } else if (bringsProviders(old) || !old.interceptors().isEmpty()) {
            Thread.sleep(UNDER_WAY);
            if (!isIdle(old.load(), drainTimeout)) {
                cut(old);
            }
        }
    }

    private void cut(RunningPlugin old) throws InterruptedException {
        String version = old.descriptor().version();
        long left = old.load().inFlight();
        log.warn(
                "plugin {} {}: {} calls did not end within {} s and are cut",
                old.id(),
                version,
                left,
                drainTimeout.toSeconds());
        plugins.cut(old, left);
        http.stop(
                        old.load(),
                        new ForgeException(
                                CommonError.PLUGIN_STOPPED,
                                "Plugin %s %s was stopped before the call was over."
                                        .formatted(old.id(), version)))
                .await();
        isIdle(old.load(), CUT);
    }

    private static boolean isIdle(PluginLoad load, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (load.inFlight() > 0) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }

    private static List<RunningPlugin> plugins(Map<String, Brought> all) {
        return all.values().stream().map(Brought::plugin).toList();
    }

    /// The features of all that is served.
    synchronized List<FeatureDefinition> features() {
        return features(served);
    }

    private static List<FeatureDefinition> features(Map<String, Brought> all) {
        return groups(all).stream().flatMap(group -> group.features().stream()).toList();
    }

    private static Collection<BoundGroup> groups(Map<String, Brought> all) {
        return all.values().stream().flatMap(brought -> brought.groups().stream()).toList();
    }

    /// The types of providers of all that is served.
    synchronized List<ProviderType> types() {
        return types(served);
    }

    private static List<ProviderType> types(Map<String, Brought> all) {
        List<ProviderType> types = new ArrayList<>();
        for (Brought brought : all.values()) {
            RunningPlugin plugin = brought.plugin();
            plugin.providerFactories()
                    .forEach(factory -> types.add(new ProviderType(factory, plugin.load())));
        }
        return types;
    }

    private static List<InstalledInterceptor> interceptors(Map<String, Brought> all) {
        Map<String, InstalledInterceptor> byName = new HashMap<>();
        for (Brought brought : all.values()) {
            RunningPlugin plugin = brought.plugin();
            for (var interceptor : plugin.interceptors()) {
                var installed = new InstalledInterceptor(interceptor, plugin.load());
                InstalledInterceptor other = byName.putIfAbsent(interceptor.name(), installed);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "the interceptor %s is in %s and in %s: remove one of them"
                                    .formatted(
                                            interceptor.name(),
                                            other.load().inFull(),
                                            plugin.load().inFull()));
                }
            }
        }
        return List.copyOf(byName.values());
    }
}
