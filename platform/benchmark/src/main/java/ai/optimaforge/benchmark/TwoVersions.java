// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A distribution with a second version of some of its plugins: the same files under another
/// version, so that one can be swapped for the other.
///
/// @param home the directory of this distribution
/// @param first the version that it came with
record TwoVersions(Path home, String first) {
    static final String SECOND = "99.0.0";

    /// Makes one beside the distribution that is given; what is not changed is linked.
    static TwoVersions of(Path distribution, Path directory, List<String> plugins)
            throws IOException {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.createSymbolicLink(home.resolve("lib"), distribution.resolve("lib"));
        copy(distribution.resolve("bin"), home.resolve("bin"));
        Path to = Files.createDirectories(home.resolve("plugins"));
        String version = "";
        for (Path plugin : list(distribution.resolve("plugins"))) {
            Files.createSymbolicLink(to.resolve(plugin.getFileName()), plugin);
            String name = plugin.getFileName().toString();
            for (String id : plugins) {
                if (name.startsWith(id + "-") && Character.isDigit(name.charAt(id.length() + 1))) {
                    version = name.substring(id.length() + 1);
                    second(plugin, to.resolve(id + "-" + SECOND));
                }
            }
        }
        return new TwoVersions(home, version);
    }

    private static void second(Path plugin, Path to) throws IOException {
        copy(plugin, to);
        Path descriptor = to.resolve("plugin.properties");
        List<String> lines =
                Files.readAllLines(descriptor).stream()
                        .map(line -> line.startsWith("version=") ? "version=" + SECOND : line)
                        .toList();
        Files.write(descriptor, lines);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
