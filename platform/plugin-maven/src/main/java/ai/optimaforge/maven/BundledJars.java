// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The jars that a plugin brings, in a directory that holds nothing else.
final class BundledJars {
    private BundledJars() {}

    /// Makes the directory hold these. A library of the same build that is not packaged yet is
    /// packaged on the way.
    static void lay(Path directory, List<Library> libraries) throws IOException {
        Set<String> names = libraries.stream().map(Library::jarName).collect(toSet());
        Files.createDirectories(directory);
        try (Stream<Path> present = Files.list(directory)) {
            for (Path file : present.toList()) {
                if (!names.contains(String.valueOf(file.getFileName()))) {
                    Files.delete(file);
                }
            }
        }
        for (Library library : libraries) {
            Path target = directory.resolve(library.jarName());
            if (Files.isDirectory(library.file())) {
                Archive.write(target, entries(library.file()));
            } else {
                Files.copy(library.file(), target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<Archive.Entry> entries(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> new Archive.Entry(classes.relativize(file).toString(), file))
                    .toList();
        }
    }
}
