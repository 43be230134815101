// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import ai.optimaforge.kernel.plugin.PluginLocation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The plugin that was compiled against the first SPI: one extension of every kind.
final class SpiBaseline {
    private static final Path ZIP = Path.of("../spi/baseline/spi-baseline-0.1.0.zip");

    private SpiBaseline() {}

    /// Unpacks it into an empty directory.
    static PluginLocation unpacked(Path directory) throws IOException {
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                Path file = directory.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                try (InputStream content = zip.getInputStream(entry)) {
                    Files.copy(content, file);
                }
            }
        }
        return PluginLocation.installed(directory);
    }
}
