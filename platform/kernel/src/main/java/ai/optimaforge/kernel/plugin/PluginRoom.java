// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.plugin.descriptor.Dependencies;
import ai.optimaforge.kernel.plugin.descriptor.Descriptor;
import ai.optimaforge.kernel.plugin.descriptor.DescriptorException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Loads plugins and gives them up: each with a class loader and a context of its own, several
/// versions of one side by side.
public final class PluginRoom {
    private static final Logger log = LoggerFactory.getLogger("plugin");

    private final PluginsConfig config;
    private final PluginServices services;
    private final SharedMeters meters;
    private final UnloadProbe probe;
    private final LoopWatch watch;
    private final PluginStart start;
    private final Map<String, PluginVersions> plugins = new LinkedHashMap<>();
    private final List<PluginStatus> unreadable = new ArrayList<>();
    private volatile boolean closed;

    /// A room without plugins.
    public PluginRoom(PluginsConfig config, PluginServices services) {
        this.config = config;
        this.services = services;
        this.meters = new SharedMeters(services.registry());
        this.probe = new UnloadProbe(services.vertx(), config.unloadCheck());
        this.start = new PluginStart(config, services, meters);
        this.watch =
                new LoopWatch(
                        services.vertx(),
                        config.blockedAfter(),
                        new Quarantine(config, services.registry(), this::serving));
        watch.start();
    }

    /// Reads anew what is installed.
    public synchronized void look(Collection<PluginLocation> locations) {
        plugins.values().forEach(PluginVersions::nothingInstalled);
        unreadable.clear();
        for (PluginLocation location : locations) {
            try {
                install(location, Descriptor.read(location.descriptor()));
            } catch (DescriptorException e) {
                unreadable(location, e.id(), e.version(), e);
            }
        }
        plugins.values().removeIf(PluginVersions::isGone);
    }

    private void install(PluginLocation location, Descriptor descriptor) {
        try {
            versionsOf(descriptor.id()).install(new PluginVersions.Installed(location, descriptor));
        } catch (PluginFailure e) {
            unreadable(
                    location, Optional.of(descriptor.id()), Optional.of(descriptor.version()), e);
        }
    }

    private void unreadable(
            PluginLocation location,
            Optional<String> id,
            Optional<String> knownVersion,
            RuntimeException failure) {
        String name = id.orElseGet(() -> String.valueOf(location.directory().getFileName()));
        // a status that is there already is not this one's
        String free = plugins.containsKey(name) ? location.directory().toString() : name;
        String version = knownVersion.orElse("?");
        PluginStatus status =
                new PluginStatus(
                        free,
                        version,
                        PluginState.FAILED,
                        describe(failure),
                        List.of(),
                        0,
                        List.of());
        unreadable.add(status);
        warnIfOptional(free, version, status.reason());
    }

    private PluginVersions versionsOf(String id) {
        return plugins.computeIfAbsent(id, this::newPlugin);
    }

    private PluginVersions newPlugin(String id) {
        meters.gauge(
                id,
                "forge_plugin_classloader_retained",
                "Class loaders of versions that have gone and are still reachable",
                () -> probe.retained(id));
        meters.gauge(
                id,
                "forge_plugin_calls_in_flight",
                "Calls that the plugin is busy with, in all its versions",
                () -> runs(id).stream().mapToLong(run -> run.load().inFlight()).sum());
        meters.gauge(
                id,
                "forge_plugin_bytes",
                "Bytes of bodies that came in and went out, of the versions that run",
                () -> runs(id).stream().mapToLong(run -> run.load().bytes()).sum());
        return new PluginVersions(id);
    }

    private synchronized List<RunningPlugin> runs(String id) {
        PluginVersions versions = plugins.get(id);
        return versions == null ? List.of() : versions.all();
    }

    /// The ids of all that is known, each after those of the plugins that it needs.
    public synchronized List<String> ids() {
        Set<String> ids = new LinkedHashSet<>(Dependencies.among(preferred()).order());
        ids.addAll(plugins.keySet());
        return List.copyOf(ids);
    }

    /// What runs or would run: one version of each plugin.
    private List<Descriptor> preferred() {
        return plugins.values().stream().flatMap(plugin -> plugin.preferred().stream()).toList();
    }

    /// Whether a plugin is known.
    public synchronized boolean knows(String id) {
        return plugins.containsKey(id);
    }

    /// The run of a plugin that takes calls.
    public synchronized Optional<RunningPlugin> serving(String id) {
        return Optional.ofNullable(plugins.get(id)).flatMap(PluginVersions::serving);
    }

    /// The versions of a plugin that are installed, the newest first.
    public synchronized List<String> versions(String id) {
        return Optional.ofNullable(plugins.get(id)).map(PluginVersions::versions).orElse(List.of());
    }

    /// How many versions of a plugin still drain.
    public synchronized long draining(String id) {
        return Optional.ofNullable(plugins.get(id)).map(PluginVersions::draining).orElse(0L);
    }

    /// Verifies and starts a version that is installed; the newest if empty. Blocks, for at most
    /// `plugin-host.start-timeout`.
    ///
    /// @throws PluginFailure with the reason if it can't run
    public RunningPlugin start(String id, Optional<String> version) {
        PluginVersions.Installed installed;
        synchronized (this) {
            PluginVersions versions = plugins.get(id);
            installed =
                    Optional.ofNullable(versions)
                            .flatMap(all -> version.map(all::find).orElseGet(all::newest))
                            .orElseThrow(() -> new PluginFailure("it is not installed"));
        }
        return start(installed);
    }

    /// Verifies and starts what stands at a place, whether or not it is installed. Blocks, for at
    /// most `plugin-host.start-timeout`.
    ///
    /// @throws PluginFailure with the reason if it can't run
    public RunningPlugin start(PluginLocation location) {
        Descriptor descriptor = Descriptor.read(location.descriptor());
        return start(new PluginVersions.Installed(location, descriptor));
    }

    private RunningPlugin start(PluginVersions.Installed version) {
        Descriptor descriptor = version.descriptor();
        try {
            PluginStart.verify(version);
            checkDependencies(descriptor);
            log.debug("plugin {} {} is verified", descriptor.id(), descriptor.version());
            RunningPlugin plugin = start.run(version);
            synchronized (this) {
                versionsOf(descriptor.id()).runs(plugin);
            }
            return plugin;
        } catch (RuntimeException e) {
            failed(descriptor, e);
            throw e;
        }
    }

    private synchronized void checkDependencies(Descriptor plugin) {
        DependencyCheck.run(plugin, preferred(), running());
    }

    private synchronized List<Descriptor> running() {
        return plugins.values().stream()
                .flatMap(versions -> versions.serving().stream())
                .map(RunningPlugin::descriptor)
                .toList();
    }

    /// The plugins that run and need another: their ids and versions.
    public List<String> dependents(String id) {
        return Dependencies.among(running()).dependents(id).stream()
                .map(other -> other.name().toString())
                .toList();
    }

    /// A plugin serves calls from now on.
    public void serves(RunningPlugin plugin) {
        plugin.is(PluginState.STARTED);
        log.debug("plugin {} {} is started", plugin.id(), plugin.descriptor().version());
    }

    /// A plugin takes no new calls from now on.
    public void drains(RunningPlugin plugin) {
        plugin.is(PluginState.DRAINING);
        log.debug("plugin {} {} is draining", plugin.id(), plugin.descriptor().version());
    }

    /// Calls of a plugin did not end in time and are cut.
    public void cut(RunningPlugin plugin, long calls) {
        services.registry()
                .counter("forge_plugin_calls_cut", "plugin", plugin.id())
                .increment((double) calls);
    }

    /// Gives up a plugin whose calls are over; a second time does nothing.
    public void unload(RunningPlugin plugin) {
        synchronized (this) {
            PluginVersions versions = versionsOf(plugin.id());
            if (!versions.ran(plugin)) {
                return;
            }
            if (versions.all().isEmpty()) {
                services.configuration().forget("plugins." + plugin.id());
            }
        }
        var loader = plugin.close();
        plugin.is(PluginState.UNLOADED);
        if (!closed) {
            probe.watch(plugin.descriptor(), loader);
        }
        log.debug("plugin {} {} is unloaded", plugin.id(), plugin.descriptor().version());
    }

    /// Gives up a plugin whose extensions turned out not to fit.
    public void fail(RunningPlugin plugin, Throwable cause) {
        unload(plugin);
        failed(plugin.descriptor(), cause);
    }

    private void failed(Descriptor descriptor, Throwable cause) {
        String reason = describe(cause);
        synchronized (this) {
            versionsOf(descriptor.id()).failed(descriptor.version(), reason);
        }
        warnIfOptional(descriptor.id(), descriptor.version(), reason);
    }

    /// The failure of one that must run is told by the start that it stops.
    private void warnIfOptional(String id, String version, String reason) {
        if (config.optional().contains(id)) {
            log.warn("plugin {} {}: {}", id, version, reason);
        }
    }

    /// Why a version can't run, in one line that says where it is.
    public synchronized String refusal(String id, String version, String reason) {
        String place =
                Optional.ofNullable(plugins.get(id))
                        .flatMap(versions -> versions.find(version))
                        .map(found -> " (" + found.location().directory() + ")")
                        .orElse("");
        return "plugin %s %s%s can't run: %s".formatted(id, version, place, reason);
    }

    /// A failure in one line.
    public static String describe(Throwable failure) {
        return PluginFailure.describe(failure).replaceAll("\\s*\\R\\s*", " ");
    }

    /// A plugin's own code has thrown, as its operator is told.
    ///
    /// @param where its class, and in what
    public static RuntimeException threw(String where, Throwable cause, String plugin) {
        return PluginFailure.threw(where, cause, plugin);
    }

    /// The plugins that must run and can't.
    public synchronized List<PluginStatus> failures() {
        return statuses().stream()
                .filter(status -> status.state() == PluginState.FAILED)
                .filter(status -> !config.optional().contains(status.id()))
                .toList();
    }

    /// Every plugin, in the order in which they were found.
    public synchronized List<PluginStatus> statuses() {
        List<PluginStatus> all = new ArrayList<>();
        plugins.values().forEach(plugin -> all.add(plugin.status()));
        all.addAll(unreadable);
        return all;
    }

    /// Stops and unloads every plugin, each before those that it needs.
    public void close() {
        closed = true;
        watch.close();
        List<RunningPlugin> all = new ArrayList<>();
        ids().forEach(id -> all.addAll(runs(id)));
        all.reversed().forEach(this::unload);
    }
}
