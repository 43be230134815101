// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where a configuration comes from.
///
/// @param directory the directory of the configuration; `forge.yaml` in it may be missing
/// @param environment the variables of the process
/// @param set what came on the command line, each as `key=value`; the last one wins
public record Sources(Path directory, Map<String, String> environment, List<String> set) {
    public Sources {
        requireNonNull(directory, "directory");
        environment = Map.copyOf(environment);
        set = List.copyOf(set);
    }

    Path file() {
        return directory.resolve("forge.yaml");
    }

    References references() {
        return new References(directory, environment);
    }

    /// How a file below the directory is named to the operator: `conf/forge.yaml`.
    String label(Path file) {
        Path base = directory.toAbsolutePath().normalize();
        Path whole = file.toAbsolutePath().normalize();
        Path home = base.getParent();
        return home != null && whole.startsWith(base)
                ? home.relativize(whole).toString()
                : file.toString();
    }

    /// The files `*.yaml` in a folder of the directory, by name; none if there is no such folder.
    public List<Path> yamlFiles(String folder) {
        Path below = directory.resolve(folder);
        if (!Files.isDirectory(below)) {
            return List.of();
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(below, "*.yaml")) {
            List<Path> files = new ArrayList<>();
            stream.forEach(files::add);
            return files.stream().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + below, e);
        }
    }
}
