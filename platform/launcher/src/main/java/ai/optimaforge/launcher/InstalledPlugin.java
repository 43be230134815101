// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.plugin.PluginLocation;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;

/// A plugin as its descriptor has it.
record InstalledPlugin(String id, String version, String spi, String description) {
    static InstalledPlugin read(PluginLocation location) throws PluginUnreadableException {
        Properties descriptor = new Properties();
        try (Reader reader = Files.newBufferedReader(location.descriptor())) {
            descriptor.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new PluginUnreadableException(location.directory() + " is no plugin: " + e);
        }
        return new InstalledPlugin(
                descriptor.getProperty("id", location.directory().getFileName().toString()),
                descriptor.getProperty("version", "?"),
                descriptor.getProperty("spi", "?"),
                descriptor.getProperty("description", ""));
    }

    List<String> row() {
        return List.of(id, version, "spi " + spi, OneLine.of(description));
    }
}
