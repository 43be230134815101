// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.PluginName;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// What a plugin's build wrote about it, as far as installing it goes; the kernel reads the rest.
///
/// @param name id and version
/// @param spi the range of SPI versions
/// @param description one line for people; may be empty
public record Descriptor(PluginName name, String spi, String description) {
    /// The file's name, in a zip and in an installed plugin.
    public static final String FILE = "plugin.properties";

    /// Reads that of an installed plugin.
    ///
    /// @throws InstallRefusedException if it is not there or no descriptor
    public static Descriptor installed(Path directory) throws InstallRefusedException {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new InstallRefusedException(
                    directory + " is no plugin, it has no " + FILE + ": remove it");
        }
        try {
            return parse(Files.readString(file, UTF_8), file.toString());
        } catch (IOException e) {
            throw new InstallRefusedException(file + " can't be read: " + e);
        }
    }

    /// Reads a text.
    ///
    /// @param where what it is called to the operator
    static Descriptor parse(String text, String where) throws InstallRefusedException {
        Properties properties = new Properties();
        try (Reader reader = new StringReader(text)) {
            properties.load(reader);
            return new Descriptor(
                    new PluginName(required(properties, "id"), required(properties, "version")),
                    required(properties, "spi"),
                    properties.getProperty("description", "").strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new InstallRefusedException(
                    "%s: %s: build the plugin with forge-plugin-parent, which writes it"
                            .formatted(where, e.getMessage()));
        }
    }

    private static String required(Properties properties, String key) {
        String value = properties.getProperty(key, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return value;
    }
}
