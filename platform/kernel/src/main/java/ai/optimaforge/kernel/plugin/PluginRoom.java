// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.PluginDescriptor;
import ai.optimaforge.spi.SpiVersion;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The plugins of the platform and where each is in its life.
public final class PluginRoom {
    private static final Logger log = LoggerFactory.getLogger("plugin");

    private final PluginsConfig config;
    private final PluginServices services;
    private final Map<String, PluginStatus> statuses = new LinkedHashMap<>();
    private final Map<String, RunningPlugin> running = new LinkedHashMap<>();

    /// A room without plugins.
    public PluginRoom(PluginsConfig config, PluginServices services) {
        this.config = config;
        this.services = services;
    }

    /// Verifies and starts plugins. One that can't run is [PluginState#FAILED] with its reason;
    /// the others start all the same.
    public synchronized List<RunningPlugin> start(List<PluginLocation> locations) {
        for (PluginLocation location : locations) {
            String name = String.valueOf(location.directory().getFileName());
            try {
                start(location, DescriptorFile.read(location.descriptor()));
            } catch (PluginFailure e) {
                // a status that is there already is not this one's
                String free = statuses.containsKey(name) ? location.directory().toString() : name;
                note(new PluginStatus(free, "?", PluginState.FAILED, describe(e), List.of()));
            }
        }
        return List.copyOf(running.values());
    }

    private void start(PluginLocation location, PluginDescriptor descriptor) {
        String id = descriptor.id();
        if (statuses.containsKey(id)) {
            throw new PluginFailure(
                    "plugin %s is there already, in version %s"
                            .formatted(id, statuses.get(id).version()));
        }
        try {
            verify(descriptor);
            note(status(descriptor, PluginState.VERIFIED, "", List.of()));
            RunningPlugin plugin =
                    RunningPlugin.start(location, descriptor, services, config.maxBlocking());
            running.put(id, plugin);
            note(status(descriptor, PluginState.STARTED, "", plugin.kinds()));
        } catch (RuntimeException e) {
            note(status(descriptor, PluginState.FAILED, describe(e), List.of()));
        }
    }

    private static void verify(PluginDescriptor descriptor) {
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
    }

    private static PluginStatus status(
            PluginDescriptor descriptor, PluginState state, String reason, List<String> kinds) {
        return new PluginStatus(descriptor.id(), descriptor.version(), state, reason, kinds);
    }

    private static String describe(Throwable failure) {
        return PluginFailure.describe(failure).replaceAll("\\s*\\R\\s*", " ");
    }

    private void note(PluginStatus status) {
        statuses.put(status.id(), status);
        if (status.state() == PluginState.FAILED && config.optional().contains(status.id())) {
            // the failure of one that must run is told by the start that it stops
            log.warn("plugin {} {}: {}", status.id(), status.version(), status.reason());
        } else {
            log.debug("plugin {} {} is {}", status.id(), status.version(), status.state());
        }
    }

    /// Gives a plugin up whose extensions turned out not to fit.
    public synchronized void fail(RunningPlugin plugin, Throwable cause) {
        running.remove(plugin.descriptor().id());
        plugin.close();
        note(status(plugin.descriptor(), PluginState.FAILED, describe(cause), List.of()));
    }

    /// The plugins that must run and can't.
    public synchronized List<PluginStatus> failures() {
        return statuses.values().stream()
                .filter(status -> status.state() == PluginState.FAILED)
                .filter(status -> !config.optional().contains(status.id()))
                .toList();
    }

    /// Every plugin, in the order in which they were found.
    public synchronized List<PluginStatus> statuses() {
        return List.copyOf(statuses.values());
    }

    /// Stops and unloads every plugin, the last first.
    public synchronized void close() {
        List<RunningPlugin> last = new ArrayList<>(running.values()).reversed();
        for (RunningPlugin plugin : last) {
            plugin.close();
            note(status(plugin.descriptor(), PluginState.UNLOADED, "", plugin.kinds()));
        }
        running.clear();
    }
}
