// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.plugins;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.archive.JarMetadata;
import ai.optimaforge.installer.archive.Licences;
import ai.optimaforge.installer.archive.PluginZip;
import ai.optimaforge.installer.lock.LockedPlugin;
import ai.optimaforge.installer.resolve.Coordinates;
import ai.optimaforge.installer.resolve.Fetched;
import ai.optimaforge.kernel.plugin.descriptor.Descriptor;
import ai.optimaforge.kernel.plugin.descriptor.DescriptorException;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A plugin that is unpacked and not yet where it belongs.
///
/// @param directory where it is
/// @param locked what is known of it
/// @param shown what it came from, as the operator knows it
record Unpacked(Path directory, LockedPlugin locked, String shown) {
    /// Puts plugins side by side.
    ///
    /// @throws InstallRefusedException with the problems of all
    static List<Unpacked> all(List<Fetched> zips, List<Copied> copies, Path place, String why)
            throws IOException, InstallRefusedException {
        List<Unpacked> all = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Fetched zip : zips) {
            try {
                all.add(one(zip, place, why, all));
            } catch (InstallRefusedException e) {
                problems.addAll(e.problems());
            }
        }
        for (Copied copy : copies) {
            try {
                refuseTwice(copy.locked().name(), copy.directory().toString(), all);
                all.add(one(copy, place, why));
            } catch (InstallRefusedException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InstallRefusedException(problems);
        }
        return all;
    }

    private static Unpacked one(Fetched zip, Path place, String why, List<Unpacked> others)
            throws IOException, InstallRefusedException {
        PluginZip archive = new PluginZip(zip.file(), zip.shown());
        Descriptor descriptor = archive.descriptor();
        refuseTwice(descriptor.name(), zip.shown(), others);
        Path directory = place.resolve(descriptor.name().directory());
        archive.unpack(directory);
        return new Unpacked(directory, read(directory, why, Optional.of(zip)), zip.shown());
    }

    private static void refuseTwice(PluginName name, String shown, List<Unpacked> others)
            throws InstallRefusedException {
        for (Unpacked other : others) {
            if (other.locked().name().id().equals(name.id())) {
                throw new InstallRefusedException(
                        "plugin %s: %s brings it, and so does another that you name, as %s: leave one out"
                                .formatted(name, shown, other.locked().name()));
            }
        }
    }

    private static Unpacked one(Copied copy, Path place, String why)
            throws IOException, InstallRefusedException {
        LockedPlugin locked = copy.locked();
        Path directory = place.resolve(locked.name().directory());
        for (String path : locked.files().keySet()) {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.copy(copy.directory().resolve(path), file);
        }
        if (!LockedPlugin.read(directory).equals(locked.files())) {
            throw new InstallRefusedException(
                    "plugin %s: %s is not what its lock says: forge plugin verify tells more"
                            .formatted(locked.name(), copy.directory()));
        }
        return new Unpacked(directory, locked.because(why), copy.directory().toString());
    }

    /// Reads what stands in a directory.
    ///
    /// @param zip what it was unpacked from, if it was
    static LockedPlugin read(Path directory, String why, Optional<Fetched> zip)
            throws IOException, InstallRefusedException {
        Descriptor descriptor = descriptor(directory);
        if (!directory.getFileName().toString().equals(descriptor.name().directory())) {
            throw new InstallRefusedException(
                    "plugin %s: its directory is plugins/%s: call it %s"
                            .formatted(
                                    descriptor.name(),
                                    directory.getFileName(),
                                    descriptor.name().directory()));
        }
        Optional<JarMetadata> jar = ownJar(directory, descriptor);
        Optional<Coordinates> coordinates =
                zip.flatMap(Fetched::coordinates).or(() -> jar.flatMap(Unpacked::coordinates));
        List<String> licences =
                zip.map(Fetched::licences)
                        .filter(known -> !known.isEmpty())
                        .or(() -> jar.map(JarMetadata::licences))
                        .orElse(List.of());
        return new LockedPlugin(
                descriptor.name(),
                descriptor.spi().toString(),
                coordinates.map(Coordinates::toString),
                zip.map(Fetched::sha256),
                Licences.spdx(licences),
                why,
                LockedPlugin.read(directory));
    }

    private static Descriptor descriptor(Path directory) throws InstallRefusedException {
        try {
            return Descriptor.installed(directory);
        } catch (DescriptorException e) {
            throw new InstallRefusedException(e.inFull());
        }
    }

    private static Optional<Coordinates> coordinates(JarMetadata jar) {
        return jar.group().map(group -> new Coordinates(group, jar.artifact(), jar.version()));
    }

    /// The jar of the plugin's own classes, by its version and the plugin's id in its name.
    private static Optional<JarMetadata> ownJar(Path directory, Descriptor descriptor)
            throws IOException {
        Path jar = directory.resolve("lib").resolve(descriptor.name().directory() + ".jar");
        return Files.exists(jar) ? Optional.of(JarMetadata.read(jar)) : Optional.empty();
    }
}
