// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.PluginDescriptor;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All versions of one plugin: those that are installed, the one that serves, those that still
/// drain.
final class PluginVersions {
    private static final Comparator<String> NEWEST_FIRST =
            ((Comparator<String>) PluginVersions::compare).reversed();

    private final String id;
    private final Map<String, Installed> installed = new TreeMap<>(NEWEST_FIRST);
    private final Map<String, String> failures = new HashMap<>();
    private final List<RunningPlugin> runs = new ArrayList<>();
    private boolean stopped;

    /// A version whose files are there.
    record Installed(PluginLocation location, PluginDescriptor descriptor) {}

    PluginVersions(String id) {
        this.id = id;
    }

    /// By what versions usually mean; what is none in the usual sense is compared as text.
    private static int compare(String one, String other) {
        try {
            int order =
                    ModuleDescriptor.Version.parse(one)
                            .compareTo(ModuleDescriptor.Version.parse(other));
            return order != 0 ? order : one.compareTo(other);
        } catch (IllegalArgumentException _) {
            return one.compareTo(other);
        }
    }

    void nothingInstalled() {
        installed.clear();
    }

    /// @throws PluginFailure if this version is installed elsewhere too
    void install(Installed version) {
        Installed other = installed.putIfAbsent(version.descriptor().version(), version);
        if (other != null) {
            throw new PluginFailure(
                    "plugin %s is there already, in version %s: remove %s or %s"
                            .formatted(
                                    id,
                                    other.descriptor().version(),
                                    other.location().directory(),
                                    version.location().directory()));
        }
    }

    Optional<Installed> newest() {
        return installed.values().stream().findFirst();
    }

    Optional<Installed> find(String version) {
        return Optional.ofNullable(installed.get(version));
    }

    List<String> versions() {
        return List.copyOf(installed.keySet());
    }

    /// Whether nothing is known of it any more.
    boolean isGone() {
        return installed.isEmpty() && runs.isEmpty() && failures.isEmpty();
    }

    void runs(RunningPlugin plugin) {
        runs.add(plugin);
        failures.remove(plugin.descriptor().version());
        stopped = false;
    }

    /// @return whether it was running
    boolean ran(RunningPlugin plugin) {
        boolean was = runs.remove(plugin);
        stopped = runs.isEmpty();
        return was;
    }

    void failed(String version, String reason) {
        failures.put(version, reason);
    }

    /// The run that takes calls.
    Optional<RunningPlugin> serving() {
        return runs.reversed().stream()
                .filter(run -> run.state() != PluginState.DRAINING)
                .findFirst();
    }

    List<RunningPlugin> all() {
        return List.copyOf(runs);
    }

    long draining() {
        return runs.stream().filter(run -> run.state() == PluginState.DRAINING).count();
    }

    PluginStatus status() {
        List<PluginStatus.Version> others = new ArrayList<>();
        Optional<RunningPlugin> serving = serving();
        Optional<RunningPlugin> first = serving.or(() -> runs.reversed().stream().findFirst());
        String main =
                first.map(run -> run.descriptor().version())
                        .or(() -> installed.keySet().stream().findFirst())
                        .or(() -> failures.keySet().stream().findFirst())
                        .orElse("?");
        for (RunningPlugin run : runs) {
            if (!Optional.of(run).equals(first)) {
                others.add(of(run));
            }
        }
        for (String version : installed.keySet()) {
            boolean told =
                    version.equals(main)
                            || runs.stream()
                                    .anyMatch(run -> run.descriptor().version().equals(version));
            if (!told) {
                others.add(new PluginStatus.Version(version, idle(version), reason(version), 0));
            }
        }
        return first.map(
                        run ->
                                new PluginStatus(
                                        id,
                                        main,
                                        run.state(),
                                        run.load().quarantined(),
                                        run.kinds(),
                                        run.load().inFlight(),
                                        others))
                .orElseGet(
                        () ->
                                new PluginStatus(
                                        id, main, idle(main), reason(main), List.of(), 0, others));
    }

    private static PluginStatus.Version of(RunningPlugin run) {
        return new PluginStatus.Version(
                run.descriptor().version(),
                run.state(),
                run.load().quarantined(),
                run.load().inFlight());
    }

    private PluginState idle(String version) {
        if (failures.containsKey(version)) {
            return PluginState.FAILED;
        }
        return stopped ? PluginState.STOPPED : PluginState.INSTALLED;
    }

    private String reason(String version) {
        return failures.getOrDefault(version, "");
    }
}
