// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Finds classes of the platform where they don't belong: those that it shares, in what a plugin
/// brings; those that it keeps to itself, in what a plugin uses.
final class HostClasses {
    private static final List<String> HIDDEN =
            List.of("ai/optimaforge/kernel/", "ai/optimaforge/launcher/");

    private HostClasses() {}

    /// What is wrong with a bundled library.
    static List<String> inLibrary(Library library, Collection<ClassFile> classes, Spi spi) {
        return classes.stream()
                .map(ClassFile::name)
                .filter(spi::shares)
                .limit(1)
                .map(name -> bundled(library, name.replace('/', '.')))
                .toList();
    }

    private static String bundled(Library library, String className) {
        String remedy =
                library.name().equals(library.through())
                        ? "give it <scope>provided</scope>"
                        : "exclude it from %s, or name it with <scope>provided</scope>"
                                .formatted(library.through());
        return "pom.xml: %s (scope %s) would bundle %s, which the platform has: %s"
                .formatted(library.name(), library.scope(), className, remedy);
    }

    /// What is wrong with the plugin's own classes.
    static List<String> inPlugin(Collection<ClassFile> classes, Spi spi) {
        List<String> problems = new ArrayList<>();
        for (ClassFile file : classes) {
            String name = file.name().replace('/', '.');
            if (spi.shares(file.name())) {
                problems.add(
                        "%s is in a package of the platform's, whose own class would be loaded"
                                        .formatted(name)
                                + ": move it to a package of yours");
            }
            file.classes().stream()
                    .filter(used -> HIDDEN.stream().anyMatch(used::startsWith))
                    .sorted()
                    .map(
                            used ->
                                    "%s uses %s, which no plugin sees: use the SPI, or ask for what it lacks"
                                            .formatted(name, used.replace('/', '.')))
                    .forEach(problems::add);
        }
        return problems;
    }
}
