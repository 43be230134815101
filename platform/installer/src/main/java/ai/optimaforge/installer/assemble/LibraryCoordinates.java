// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.installer.archive.JarMetadata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The coordinates of jars that do not say them, by the names of their files, as the build of the
/// platform listed them.
final class LibraryCoordinates {
    private static final String PART = "([A-Za-z0-9_.-]+)";
    private static final Pattern LINE =
            Pattern.compile(
                    "\\s+" + PART + ":" + PART + ":jar:(?:" + PART + ":)?" + PART + ":[a-z]+\\b.*");

    private final Map<String, JarMetadata> byFile = new HashMap<>();

    /// Reads the lists of a distribution; there may be none.
    static LibraryCoordinates of(Path home) throws IOException {
        LibraryCoordinates all = new LibraryCoordinates();
        for (String list : List.of("lib/libraries.txt", "lib/tools/tools.txt")) {
            Path file = home.resolve(list);
            if (Files.exists(file)) {
                Files.readAllLines(file, UTF_8).forEach(all::read);
            }
        }
        return all;
    }

    private void read(String line) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
            String artifact = matcher.group(2);
            String version = matcher.group(4);
            String classifier = matcher.group(3) == null ? "" : "-" + matcher.group(3);
            byFile.put(
                    artifact + "-" + version + classifier + ".jar",
                    new JarMetadata(Optional.of(matcher.group(1)), artifact, version, List.of()));
        }
    }

    /// What a jar says, and what the lists say where it says nothing.
    JarMetadata of(Path jar, JarMetadata said) {
        JarMetadata listed = byFile.get(jar.getFileName().toString());
        return said.group().isPresent() || listed == null
                ? said
                : new JarMetadata(
                        listed.group(), listed.artifact(), listed.version(), said.licences());
    }
}
