// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the files of a run go: a directory of its own beside its results.
final class RunDirectory {
    private RunDirectory() {}

    /// @param out where the result goes
    static Path beside(Path out, String command) throws IOException {
        return in(requireNonNull(out.toAbsolutePath().getParent(), "out is no file"), command);
    }

    static Path in(Path results, String command) throws IOException {
        Files.createDirectories(results);
        return Files.createTempDirectory(results, command + "-");
    }
}
