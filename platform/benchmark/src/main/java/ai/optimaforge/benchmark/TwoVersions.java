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
    /// It carries a model, which no call here asks for.
    private static final String LARGE = "provider-local-";

    /// Makes one from the distribution that is given; its libraries are linked.
    static TwoVersions of(Path distribution, Path directory, List<String> plugins)
            throws IOException {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.createSymbolicLink(home.resolve("lib"), distribution.resolve("lib"));
        copy(distribution.resolve("bin"), home.resolve("bin"));
        Path to = Files.createDirectories(home.resolve("plugins"));
        String version = "";
        for (Path plugin : list(distribution.resolve("plugins"))) {
            String name = plugin.getFileName().toString();
            if (name.startsWith(LARGE)) {
                continue;
            }
            copy(plugin, to.resolve(name));
            for (String id : plugins) {
                if (name.startsWith(id + "-") && Character.isDigit(name.charAt(id.length() + 1))) {
                    version = name.substring(id.length() + 1);
                    second(plugin, to.resolve(id + "-" + SECOND));
                }
            }
        }
        lock(home);
        return new TwoVersions(home, version);
    }

    /// Nothing starts that the lock does not know.
    private static void lock(Path home) throws IOException {
        Process locking =
                new ProcessBuilder(home.resolve("bin/forge").toString(), "plugin", "lock")
                        .inheritIO()
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (locking.waitFor() != 0) {
                throw new BenchmarkException("forge plugin lock failed in " + home);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
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
