// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.plugin.descriptor.Descriptor;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// All versions of one plugin: those that are installed, the one that serves, those that still
/// drain.
final class PluginVersions {
    private final String id;
    private final Map<String, Installed> installed = new TreeMap<>(PluginName.NEWEST_FIRST);
    private final Map<String, String> failures = new HashMap<>();
    private final List<RunningPlugin> runs = new ArrayList<>();
    private boolean stopped;

    /// A version whose files are there.
    record Installed(PluginLocation location, Descriptor descriptor) {}

    PluginVersions(String id) {
        this.id = id;
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

    /// What runs, else what would.
    Optional<Descriptor> preferred() {
        return serving()
                .map(RunningPlugin::descriptor)
                .or(() -> newest().map(Installed::descriptor));
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
        Optional<RunningPlugin> first = serving().or(() -> runs.reversed().stream().findFirst());
        String main =
                first.map(RunningPlugin::descriptor)
                        .map(Descriptor::version)
                        .or(() -> installed.keySet().stream().findFirst())
                        .or(() -> failures.keySet().stream().findFirst())
                        .orElse("?");
        PluginStatus.Version version = first.map(PluginVersions::of).orElseGet(() -> idle(main));
        return new PluginStatus(
                id,
                main,
                version.state(),
                version.reason(),
                first.map(RunningPlugin::kinds).orElse(List.of()),
                version.inFlight(),
                others(first, main));
    }

    private List<PluginStatus.Version> others(Optional<RunningPlugin> first, String main) {
        List<PluginStatus.Version> others = new ArrayList<>();
        Set<String> told = new HashSet<>(Set.of(main));
        for (RunningPlugin run : runs) {
            told.add(run.descriptor().version());
            if (!Optional.of(run).equals(first)) {
                others.add(of(run));
            }
        }
        installed.keySet().stream()
                .filter(version -> !told.contains(version))
                .forEach(version -> others.add(idle(version)));
        return others;
    }

    private static PluginStatus.Version of(RunningPlugin run) {
        return new PluginStatus.Version(
                run.descriptor().version(),
                run.state(),
                run.load().quarantined(),
                run.load().inFlight());
    }

    /// One that does not run.
    private PluginStatus.Version idle(String version) {
        PluginState resting = stopped ? PluginState.STOPPED : PluginState.INSTALLED;
        return new PluginStatus.Version(
                version,
                failures.containsKey(version) ? PluginState.FAILED : resting,
                failures.getOrDefault(version, ""),
                0);
    }
}
