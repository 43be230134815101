// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.assemble;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.lock.LockedPlugin;
import ai.optimaforge.installer.plugins.Copied;
import ai.optimaforge.installer.plugins.InstalledPlugins;
import ai.optimaforge.installer.plugins.InstalledPlugins.Installed;
import ai.optimaforge.installer.resolve.Coordinates;
import ai.optimaforge.installer.resolve.Fetched;
import ai.optimaforge.installer.resolve.PluginSources;
import ai.optimaforge.kernel.config.Nearest;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The plugins of a selection, at hand: ours from the distribution that assembles, if it has
/// them, else and others' from where they are published.
record Chosen(List<Fetched> zips, List<Copied> copies) {
    static Chosen of(Selection selection, Path from, String version, PluginSources sources)
            throws InstallRefusedException {
        List<Installed> own = new InstalledPlugins(from).list();
        List<Fetched> zips = new ArrayList<>();
        List<Copied> copies = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String plugin : selection.plugins()) {
            try {
                Optional<Copied> here = here(plugin, own);
                if (here.isPresent()) {
                    copies.add(here.get());
                } else {
                    zips.add(fetch(plugin, own, version, sources));
                }
            } catch (InstallRefusedException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InstallRefusedException(problems);
        }
        return new Chosen(zips, copies);
    }

    private static Optional<Copied> here(String plugin, List<Installed> own)
            throws InstallRefusedException {
        // the newest is the first
        Optional<Installed> found =
                own.stream().filter(known -> known.name().id().equals(plugin)).findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        LockedPlugin locked =
                found.get()
                        .locked()
                        .orElseThrow(
                                () ->
                                        new InstallRefusedException(
                                                "plugin %s: %s is in no lock: forge plugin verify tells more"
                                                        .formatted(
                                                                found.get().name(),
                                                                found.get().directory())));
        return Optional.of(new Copied(found.get().directory(), locked));
    }

    private static Fetched fetch(
            String plugin, List<Installed> own, String version, PluginSources sources)
            throws InstallRefusedException {
        if (!PluginName.isId(plugin)) {
            return sources.fetch(plugin, Optional.empty());
        }
        try {
            return sources.fetch(Coordinates.ours(plugin, version).toString(), Optional.empty());
        } catch (InstallRefusedException e) {
            List<String> known = own.stream().map(installed -> installed.name().id()).toList();
            String hint = Nearest.remark(plugin, known).orElse("");
            throw new InstallRefusedException(
                    "plugin %s is not in this distribution, and %s%s"
                            .formatted(plugin, e.getMessage(), hint));
        }
    }
}
