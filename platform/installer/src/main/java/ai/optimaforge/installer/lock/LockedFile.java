// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.lock;

import ai.optimaforge.installer.Sha256;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a file of a plugin is.
///
/// @param size in bytes
/// @param sha256 of its content
public record LockedFile(long size, String sha256) {
    /// All files below a directory by their path in it, with `/` between its parts.
    static SortedMap<String, LockedFile> all(Path directory) throws IOException {
        SortedMap<String, LockedFile> files = new TreeMap<>();
        for (Path file : below(directory)) {
            files.put(path(directory, file), new LockedFile(Files.size(file), Sha256.of(file)));
        }
        return files;
    }

    /// Whatever is below a directory and no directory; a link is no directory.
    static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)).toList();
        }
    }

    static String path(Path directory, Path file) {
        return directory.relativize(file).toString().replace('\\', '/');
    }
}
