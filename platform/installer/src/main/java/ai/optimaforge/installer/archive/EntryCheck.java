// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.archive;

import ai.optimaforge.installer.InstallRefusedException;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.CRC32;

/// Refuses what a zip may hold to harm: ways out of its directory, links, more than a plugin can
/// need. Sizes are counted as they are unpacked, since those that a zip states may lie.
final class EntryCheck {
    static final int MOST_ENTRIES = 10_000;
    static final long MOST_BYTES = 1L << 30;

    /// Jars do not shrink; what becomes a hundred times larger is made to.
    static final long MOST_RATIO = 100;

    private static final long RATIO_FROM = 1L << 20;
    private static final int BUFFER = 64 * 1024;
    private static final String TAMPERED = ": this is no zip of a plugin's build, do not use it";

    private final String plugin;
    private final byte[] buffer = new byte[BUFFER];
    private long total;

    EntryCheck(String plugin) {
        this.plugin = plugin;
    }

    void all(List<ZipArchiveEntry> entries) throws InstallRefusedException {
        List<String> problems = new ArrayList<>();
        if (entries.size() > MOST_ENTRIES) {
            problems.add(
                    "%s has %d entries, more than %d%s"
                            .formatted(plugin, entries.size(), MOST_ENTRIES, TAMPERED));
        }
        Set<String> seen = new HashSet<>();
        for (ZipArchiveEntry entry : entries.subList(0, Math.min(entries.size(), MOST_ENTRIES))) {
            String wrong = wrong(entry, seen);
            if (!wrong.isEmpty()) {
                String name = entry.getName().replaceAll("\\p{Cntrl}", "?");
                problems.add(plugin + ": " + name + " " + wrong + TAMPERED);
            }
        }
        if (!problems.isEmpty()) {
            throw new InstallRefusedException(problems.subList(0, Math.min(problems.size(), 20)));
        }
    }

    /// What is wrong with an entry; empty if nothing is.
    private static String wrong(ZipArchiveEntry entry, Set<String> seen) {
        String name = entry.getName();
        if (entry.isUnixSymlink()) {
            return "is a link";
        }
        if (name.isEmpty() || name.chars().anyMatch(c -> c < ' ') || name.contains("\\")) {
            return "has a name that no file should have";
        }
        if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
            return "is an absolute path";
        }
        for (String part : name.split("/", -1)) {
            if (part.equals("..") || part.equals(".")) {
                return "leads out of the plugin's directory";
            }
        }
        if (name.contains("//")) {
            return "has a name that no file should have";
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return "is encrypted";
        }
        return seen.add(name.toLowerCase(Locale.ROOT)) ? "" : "is there twice";
    }

    /// Copies an entry's content, and refuses it if it gets too large or is not what was packed.
    void copy(ZipArchiveEntry entry, InputStream in, OutputStream out)
            throws IOException, InstallRefusedException {
        CRC32 sum = new CRC32();
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            total += read;
            if (total > MOST_BYTES) {
                throw new InstallRefusedException(
                        "%s: %s: it unpacks to more than 1 GiB%s"
                                .formatted(plugin, entry.getName(), TAMPERED));
            }
            long packed = Math.max(1, entry.getCompressedSize());
            if (size > RATIO_FROM && size / packed > MOST_RATIO) {
                throw new InstallRefusedException(
                        "%s: %s: it unpacks to more than %d times its size%s"
                                .formatted(plugin, entry.getName(), MOST_RATIO, TAMPERED));
            }
            sum.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
        if (entry.getCrc() >= 0 && sum.getValue() != entry.getCrc()) {
            throw new InstallRefusedException(
                    "%s: %s is damaged: fetch or build the zip again"
                            .formatted(plugin, entry.getName()));
        }
    }
}
