// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.lock;

import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a lock says about one version of a plugin.
///
/// @param name its id and version
/// @param spi the range of SPI versions that it works with
/// @param coordinates `group:artifact:version`, where they are known
/// @param sha256 of the zip that it was unpacked from; empty if it came by no zip
/// @param licences by their SPDX ids or names; empty if its build does not say
/// @param why who asked for it, for people
/// @param files its files by their path in its directory
public record LockedPlugin(
        PluginName name,
        String spi,
        Optional<String> coordinates,
        Optional<String> sha256,
        List<String> licences,
        String why,
        SortedMap<String, LockedFile> files) {
    /// Keeps copies.
    public LockedPlugin {
        licences = List.copyOf(licences);
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /// Reads the files of a plugin's directory. Blocks for as long as it takes to read them all.
    public static SortedMap<String, LockedFile> read(Path directory) throws IOException {
        return LockedFile.all(directory);
    }

    /// The same, asked for by somebody else.
    public LockedPlugin because(String reason) {
        return new LockedPlugin(name, spi, coordinates, sha256, licences, reason, files);
    }
}
