// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A zip of which the same input makes the same bytes.
final class Archive {
    private static final LocalDateTime ALWAYS = LocalDateTime.of(1980, 2, 1, 0, 0);

    private Archive() {}

    /// An entry.
    ///
    /// @param name its path in the zip
    /// @param file where its content stands
    record Entry(String name, Path file) {}

    static void write(Path zip, List<Entry> entries) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            List<Entry> sorted =
                    entries.stream().sorted(Comparator.comparing(Entry::name)).toList();
            for (Entry entry : sorted) {
                ZipEntry head = new ZipEntry(entry.name().replace('\\', '/'));
                head.setTimeLocal(ALWAYS);
                out.putNextEntry(head);
                Files.copy(entry.file(), out);
                out.closeEntry();
            }
        }
    }
}
