// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.image;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// One layer of an image, file by file in the order of their names.
final class Layer {
    private static final FilePermissions READABLE = FilePermissions.fromOctalString("644");
    private static final FilePermissions RUNNABLE = FilePermissions.fromOctalString("755");
    private static final String NOBODY_IN_PARTICULAR = "0:0";

    private final FileEntriesLayer.Builder builder;
    private final Instant time;

    Layer(String name, Instant time) {
        this.builder = FileEntriesLayer.builder().setName(name);
        this.time = time;
    }

    /// An empty directory.
    Layer directory(Path empty, String path, String owner, String permissions) {
        builder.addEntry(
                new FileEntry(
                        empty,
                        AbsoluteUnixPath.get(path),
                        FilePermissions.fromOctalString(permissions),
                        time,
                        owner));
        return this;
    }

    Layer file(Path source, String path) {
        boolean runnable = Files.isDirectory(source) || Files.isExecutable(source);
        builder.addEntry(
                new FileEntry(
                        source,
                        AbsoluteUnixPath.get(path),
                        runnable ? RUNNABLE : READABLE,
                        time,
                        NOBODY_IN_PARTICULAR));
        return this;
    }

    /// All that is below a directory.
    Layer tree(Path directory, String path) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            add(directory, path, all.sorted().toList());
        }
        return this;
    }

    /// The jars of a directory, and not what is below it.
    Layer jars(Path directory, String path) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            add(
                    directory,
                    path,
                    all.filter(file -> file.toString().endsWith(".jar")).sorted().toList());
        }
        return this;
    }

    private void add(Path directory, String path, List<Path> files) {
        for (Path file : files) {
            String below = directory.relativize(file).toString();
            file(file, below.isEmpty() ? path : path + "/" + below);
        }
    }

    FileEntriesLayer build() {
        return builder.build();
    }
}
