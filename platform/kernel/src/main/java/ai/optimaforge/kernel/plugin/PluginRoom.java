// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.PluginDescriptor;
import ai.optimaforge.spi.SpiVersion;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Loads plugins and gives them up: each with a class loader and a context of its own, several
/// versions of one side by side.
public final class PluginRoom {
    private static final Logger log = LoggerFactory.getLogger("plugin");
    private static final double NANOS_PER_SECOND = 1e9;

    private final PluginsConfig config;
    private final PluginServices services;
    private final SharedMeters meters;
    private final UnloadProbe probe;
    private final LoopWatch watch;
    private final Map<String, Strikes> strikes = new HashMap<>();
    private final Map<String, PluginVersions> plugins = new LinkedHashMap<>();
    private final List<PluginStatus> unreadable = new ArrayList<>();
    private volatile boolean closed;

    /// A room without plugins.
    public PluginRoom(PluginsConfig config, PluginServices services) {
        this.config = config;
        this.services = services;
        this.meters = new SharedMeters(services.registry());
        this.probe = new UnloadProbe(services.vertx(), config.unloadCheck());
        this.watch = new LoopWatch(services.vertx(), config.blockedAfter(), new Blame());
        watch.start();
    }

    private final class Blame implements LoopWatch.Listener {
        @Override
        public void blocks(String plugin, StackTraceElement at) {
            log.warn(
                    "plugin {} blocks an event loop for more than {} ms: {}",
                    plugin,
                    config.blockedAfter().toMillis(),
                    at);
            synchronized (PluginRoom.this) {
                if (config.blockedLimit() > 0
                        && strikes.computeIfAbsent(plugin, id -> new Strikes(config.blockedLimit()))
                                .again()) {
                    quarantine(plugin, at);
                }
            }
        }

        @Override
        public void blocked(String plugin, long nanos) {
            services.registry()
                    .counter("forge_plugin_blocked_seconds", "plugin", plugin)
                    .increment(nanos / NANOS_PER_SECOND);
        }
    }

    private void quarantine(String plugin, StackTraceElement at) {
        String reason =
                "it blocked an event loop %d times within ten minutes, last at %s"
                        .formatted(config.blockedLimit(), at);
        log.error("plugin {} is in quarantine: {}", plugin, reason);
        serving(plugin).ifPresent(run -> run.load().quarantine(reason));
    }

    /// Reads anew what is installed.
    public synchronized void look(Collection<PluginLocation> locations) {
        plugins.values().forEach(PluginVersions::nothingInstalled);
        unreadable.clear();
        for (PluginLocation location : locations) {
            try {
                PluginDescriptor descriptor = DescriptorFile.read(location.descriptor());
                versionsOf(descriptor.id())
                        .install(new PluginVersions.Installed(location, descriptor));
            } catch (PluginFailure e) {
                unreadable(location, e);
            }
        }
        plugins.values().removeIf(PluginVersions::isGone);
    }

    private void unreadable(PluginLocation location, PluginFailure failure) {
        String name = String.valueOf(location.directory().getFileName());
        // a status that is there already is not this one's
        String free = plugins.containsKey(name) ? location.directory().toString() : name;
        PluginStatus status =
                new PluginStatus(
                        free, "?", PluginState.FAILED, describe(failure), List.of(), 0, List.of());
        unreadable.add(status);
        warnIfOptional(free, "?", status.reason());
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

    /// The ids of all that is installed.
    public synchronized List<String> ids() {
        return List.copyOf(plugins.keySet());
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
        PluginDescriptor descriptor = DescriptorFile.read(location.descriptor());
        return start(new PluginVersions.Installed(location, descriptor));
    }

    private RunningPlugin start(PluginVersions.Installed version) {
        PluginDescriptor descriptor = version.descriptor();
        try {
            verify(version);
            log.debug("plugin {} {} is verified", descriptor.id(), descriptor.version());
            RunningPlugin plugin = inTime(version);
            synchronized (this) {
                versionsOf(descriptor.id()).runs(plugin);
            }
            return plugin;
        } catch (RuntimeException e) {
            failed(descriptor, e);
            throw e;
        }
    }

    /// A constructor that never ends must not keep the platform from starting.
    private RunningPlugin inTime(PluginVersions.Installed version) {
        FutureTask<RunningPlugin> starting =
                new FutureTask<>(
                        () ->
                                RunningPlugin.start(
                                        version.location(),
                                        version.descriptor(),
                                        services,
                                        meters,
                                        config.maxBlocking()));
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("plugin-start-" + version.descriptor().id())
                        .start(starting);
        try {
            return starting.get(config.startTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            Optional<StackTraceElement> at = ownFrame(thread, version.descriptor().id());
            thread.interrupt();
            throw new PluginFailure(
                    "it did not start within %d ms%s"
                            .formatted(
                                    config.startTimeout().toMillis(),
                                    at.map(frame -> "; it was at " + frame).orElse("")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginFailure("its start was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PluginFailure failure) {
                throw failure;
            }
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PluginFailure(PluginFailure.describe(cause), cause);
        }
    }

    /// Where in a plugin's own code a thread is.
    private static Optional<StackTraceElement> ownFrame(Thread thread, String plugin) {
        return Stream.of(thread.getStackTrace())
                .filter(frame -> plugin.equals(frame.getClassLoaderName()))
                .findFirst();
    }

    private static void verify(PluginVersions.Installed version) {
        PluginDescriptor descriptor = version.descriptor();
        SpiRange range =
                SpiRange.parse(descriptor.spi())
                        .orElseThrow(
                                () ->
                                        new PluginFailure(
                                                "spi = %s must be a caret range such as ^0.1"
                                                        .formatted(descriptor.spi())));
        if (!range.accepts(SpiVersion.CURRENT)) {
            throw new PluginFailure(
                    "it needs SPI %s, and this platform has %s"
                            .formatted(descriptor.spi(), SpiVersion.CURRENT));
        }
        List<String> missing = Linkage.read(version.location()).missing(descriptor);
        if (!missing.isEmpty()) {
            throw new PluginFailure(String.join("; ", missing));
        }
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

    private void failed(PluginDescriptor descriptor, Throwable cause) {
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

    /// A failure in one line.
    public static String describe(Throwable failure) {
        return PluginFailure.describe(failure).replaceAll("\\s*\\R\\s*", " ");
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

    /// Stops and unloads every plugin, the last first.
    public void close() {
        closed = true;
        watch.close();
        List<RunningPlugin> all = new ArrayList<>();
        synchronized (this) {
            plugins.values().forEach(plugin -> all.addAll(plugin.all()));
        }
        all.reversed().forEach(this::unload);
    }
}
