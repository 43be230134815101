// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.archive;

import ai.optimaforge.installer.InstallRefusedException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Reads every jar of a plugin once: a class that can't be read is told now, rather than by the
/// call that needs it.
final class JarCheck {
    private static final long MOST_BYTES = 2L << 30;

    private final String plugin;
    private final List<String> problems = new ArrayList<>();
    private final byte[] buffer = new byte[64 * 1024];
    private long total;

    private JarCheck(String plugin) {
        this.plugin = plugin;
    }

    static void all(Path directory, String plugin) throws IOException, InstallRefusedException {
        new JarCheck(plugin).all(directory.resolve("lib"));
    }

    private void all(Path lib) throws IOException, InstallRefusedException {
        int jars = 0;
        if (Files.isDirectory(lib)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(lib, "*.jar")) {
                for (Path jar : stream) {
                    jars++;
                    check(jar);
                }
            }
        }
        if (jars == 0) {
            problems.add(plugin + " has no lib/*.jar: build it again with forge-plugin-parent");
        }
        if (!problems.isEmpty()) {
            Collections.sort(problems);
            throw new InstallRefusedException(problems);
        }
    }

    private void check(Path jar) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                read(zip, entry);
            }
        } catch (IOException | IllegalArgumentException e) {
            problems.add(
                    "%s: lib/%s is damaged (%s): fetch or build the zip again"
                            .formatted(plugin, jar.getFileName(), e.getMessage()));
        }
    }

    private void read(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry);
                CheckedInputStream checked = new CheckedInputStream(in, new CRC32())) {
            for (int some = checked.read(buffer); some >= 0; some = checked.read(buffer)) {
                total += some;
                if (total > MOST_BYTES) {
                    throw new IOException("it unpacks to more than 2 GiB");
                }
            }
            if (entry.getCrc() >= 0 && checked.getChecksum().getValue() != entry.getCrc()) {
                throw new IOException(entry.getName());
            }
        }
    }
}
