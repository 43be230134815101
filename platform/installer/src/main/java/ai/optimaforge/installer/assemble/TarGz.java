// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.assemble;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// A directory as `tar.gz`, by name, of nobody in particular, of one time: the same bytes from
/// the same files.
final class TarGz {
    private static final int DIRECTORY = 0755;
    private static final int PROGRAM = 0755;
    private static final int FILE = 0644;

    private TarGz() {}

    static void write(Path directory, Path archive, Instant time) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted().toList();
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(archive));
                TarArchiveOutputStream tar =
                        new TarArchiveOutputStream(new GZIPOutputStream(out), "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Path file : all) {
                add(directory, file, time, tar);
            }
        }
    }

    private static void add(Path directory, Path file, Instant time, TarArchiveOutputStream tar)
            throws IOException {
        boolean folder = Files.isDirectory(file);
        String path = directory.getFileName() + "/" + directory.relativize(file);
        TarArchiveEntry entry = new TarArchiveEntry(folder ? path.replaceFirst("/*$", "/") : path);
        entry.setLastModifiedTime(FileTime.from(time));
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setMode(folder ? DIRECTORY : Files.isExecutable(file) ? PROGRAM : FILE);
        entry.setSize(folder ? 0 : Files.size(file));
        tar.putArchiveEntry(entry);
        if (!folder) {
            Files.copy(file, tar);
        }
        tar.closeArchiveEntry();
    }
}
