// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.plugin.descriptor.Dependencies;
import ai.optimaforge.kernel.plugin.descriptor.Dependency;
import ai.optimaforge.kernel.plugin.descriptor.Descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a plugin can start among others. Plugins do not see each other's classes: what one
/// needs of another is that it answers.
final class DependencyCheck {
    private DependencyCheck() {}

    /// @param there of each plugin what runs, or would
    /// @param running of each plugin what runs
    /// @throws PluginFailure with what it needs, or who needs another version of it
    static void run(Descriptor plugin, List<Descriptor> there, List<Descriptor> running) {
        List<Descriptor> then = new ArrayList<>(there);
        then.add(plugin);
        Optional<String> unmet =
                Dependencies.among(then).unmet(plugin).or(() -> stopped(plugin, running));
        if (unmet.isPresent()) {
            throw new PluginFailure(Descriptor.FILE + ": " + unmet.get());
        }
        List<Descriptor> others = Dependencies.among(running).refusing(plugin);
        if (!others.isEmpty()) {
            throw new PluginFailure(
                    "plugin %s runs and asks in its %s for another version: stop that first, or take a version of it that does not"
                            .formatted(others.getFirst().name(), Descriptor.FILE));
        }
    }

    private static Optional<String> stopped(Descriptor plugin, List<Descriptor> running) {
        List<String> ids = running.stream().map(Descriptor::id).toList();
        return plugin.dependencies().stream()
                .filter(needed -> !ids.contains(needed.id()))
                .map(DependencyCheck::inWords)
                .findFirst();
    }

    private static String inWords(Dependency needed) {
        return "it needs " + needed + Dependencies.DOES_NOT_RUN + "see why, and start it first";
    }
}
