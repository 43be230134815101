// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.plugins;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.kernel.plugin.descriptor.Dependencies;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Lets the kernel load plugins as a start would, without the operator's settings: SPI range,
/// linkage, constructors, contracts, operations that two would serve.
final class Rehearsal {
    private Rehearsal() {}

    /// @return what is to be set before the new ones can run, one line each
    /// @throws InstallRefusedException with what is wrong with them, or was right without them
    static List<String> run(List<Path> installed, List<Unpacked> fresh)
            throws InstallRefusedException {
        List<Path> all = new ArrayList<>(installed);
        fresh.forEach(plugin -> all.add(plugin.directory()));
        List<String> problems = new ArrayList<>(problems(all));
        // where they are now they will not be when this is read
        problems.replaceAll(problem -> shown(problem, fresh));
        if (problems.isEmpty()) {
            return List.of();
        }
        problems.removeAll(problems(installed));
        List<String> notes =
                problems.stream()
                        .filter(
                                problem ->
                                        fresh.stream().anyMatch(plugin -> asksFor(problem, plugin)))
                        .toList();
        problems.removeAll(notes);
        if (problems.stream().anyMatch(problem -> !follows(problem))) {
            throw new InstallRefusedException(problems);
        }
        return Stream.concat(notes.stream(), problems.stream()).toList();
    }

    private static String shown(String problem, List<Unpacked> fresh) {
        String shown = problem;
        // a path may begin as another does
        List<Unpacked> longestFirst =
                fresh.stream()
                        .sorted(
                                Comparator.comparingInt(
                                        plugin -> -plugin.directory().toString().length()))
                        .toList();
        for (Unpacked plugin : longestFirst) {
            shown = shown.replace(plugin.directory().toString(), plugin.shown());
        }
        return shown;
    }

    /// Whether all that is missing is a setting, which may come later.
    private static boolean asksFor(String problem, Unpacked plugin) {
        PluginName name = plugin.locked().name();
        return problem.startsWith("plugin " + name + " ")
                && problem.contains("plugins." + name.id() + ".");
    }

    /// Whether it goes away by itself once another plugin runs, which here it does for other
    /// reasons not.
    private static boolean follows(String problem) {
        return problem.contains(Dependencies.DOES_NOT_RUN);
    }

    private static List<String> problems(List<Path> directories) {
        Path nowhere = Path.of("rehearsal").toAbsolutePath();
        List<PluginLocation> locations =
                directories.stream().map(PluginLocation::installed).toList();
        KernelOptions options =
                new KernelOptions(
                        nowhere.resolve("conf"),
                        nowhere.resolve("data"),
                        () -> locations,
                        Map.of("logging.level", "error"),
                        Map.of());
        try {
            Kernel.openApi(options);
            return List.of();
        } catch (StartFailedException e) {
            return e.problems();
        }
    }
}
