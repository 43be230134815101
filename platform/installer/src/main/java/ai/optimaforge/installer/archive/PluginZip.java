// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.kernel.plugin.descriptor.Descriptor;
import ai.optimaforge.kernel.plugin.descriptor.DescriptorException;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/// A plugin as its build leaves it: a zip of `plugin.properties` and `lib/*.jar`. Nothing in it
/// is trusted before it has been looked at.
public final class PluginZip {
    private static final int DESCRIPTOR_LIMIT = 64 * 1024;

    private final Path file;
    private final String shown;

    /// A zip.
    ///
    /// @param shown what it is called to the operator
    public PluginZip(Path file, String shown) {
        this.file = file;
        this.shown = shown;
    }

    /// Reads the descriptor and writes nothing.
    ///
    /// @throws InstallRefusedException if this is no plugin's zip
    public Descriptor descriptor() throws InstallRefusedException {
        try (ZipFile zip = open()) {
            return descriptor(zip);
        } catch (IOException e) {
            throw refused("it can't be read: " + e.getMessage());
        }
    }

    /// Unpacks it. Every entry is checked before the first is written; what was written is left
    /// when this fails.
    ///
    /// @param directory where to; made if missing, and must be empty
    /// @return what it is
    /// @throws InstallRefusedException if it is no plugin, holds what could harm, or is damaged
    public Descriptor unpack(Path directory) throws InstallRefusedException {
        try (ZipFile zip = open()) {
            Descriptor descriptor = descriptor(zip);
            EntryCheck check = new EntryCheck(name(descriptor));
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
            check.all(entries);
            Files.createDirectories(directory);
            for (ZipArchiveEntry entry : entries) {
                write(zip, entry, directory.resolve(entry.getName()), check);
            }
            JarCheck.all(directory, name(descriptor));
            return descriptor;
        } catch (IOException e) {
            throw refused("it can't be unpacked: " + e.getMessage());
        }
    }

    private ZipFile open() throws InstallRefusedException {
        if (Files.isDirectory(file)) {
            throw refused("it is a directory: give the zip, target/<name>-<version>.zip");
        }
        if (!Files.isReadable(file)) {
            throw refused("there is no such file, or it can't be read");
        }
        try {
            return ZipFile.builder().setPath(file).get();
        } catch (IOException e) {
            throw refused(
                    "it is no zip, or a damaged one (%s): fetch or build it again"
                            .formatted(e.getMessage()));
        }
    }

    private Descriptor descriptor(ZipFile zip) throws IOException, InstallRefusedException {
        ZipArchiveEntry entry = zip.getEntry(Descriptor.FILE);
        if (entry == null || entry.isDirectory()) {
            throw refused(
                    "it is no plugin, it has no %s: give target/<name>-<version>.zip of the plugin's build"
                            .formatted(Descriptor.FILE));
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] text = in.readNBytes(DESCRIPTOR_LIMIT + 1);
            if (text.length > DESCRIPTOR_LIMIT) {
                throw refused(Descriptor.FILE + " is longer than 64 KiB");
            }
            return Descriptor.parse(new String(text, UTF_8), shown + "!" + Descriptor.FILE);
        } catch (DescriptorException e) {
            throw new InstallRefusedException(e.inFull());
        }
    }

    private static void write(ZipFile zip, ZipArchiveEntry entry, Path target, EntryCheck check)
            throws IOException, InstallRefusedException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            check.copy(entry, in, out);
        }
    }

    private String name(Descriptor descriptor) {
        return "plugin %s (%s)".formatted(descriptor.name(), shown);
    }

    private InstallRefusedException refused(String why) {
        return new InstallRefusedException(shown + ": " + why);
    }
}
