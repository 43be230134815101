// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.PluginDescriptor;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads `plugin.properties`. What it does not know it refuses: a descriptor is written by the
/// build, so an unknown key is one of a later platform.
final class DescriptorFile {
    private static final Set<String> KEYS = Set.of("id", "version", "spi", "description");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private DescriptorFile() {}

    static PluginDescriptor read(Path file) {
        Properties properties = load(file);
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new PluginFailure("%s has unknown keys: %s".formatted(file, unknown));
        }
        PluginDescriptor descriptor =
                new PluginDescriptor(
                        required(file, properties, "id"),
                        required(file, properties, "version"),
                        required(file, properties, "spi"),
                        properties.getProperty("description", ""));
        if (!ID.matcher(descriptor.id()).matches()) {
            throw new PluginFailure(
                    "%s: id = %s must be lower-case words joined by hyphens"
                            .formatted(file, descriptor.id()));
        }
        return descriptor;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new PluginFailure("there is no " + file);
        } catch (IOException | IllegalArgumentException e) {
            throw new PluginFailure("%s can't be read: %s".formatted(file, e.getMessage()));
        }
        return properties;
    }

    private static String required(Path file, Properties properties, String key) {
        String value = properties.getProperty(key, "").strip();
        if (value.isEmpty()) {
            throw new PluginFailure("%s has no %s".formatted(file, key));
        }
        return value;
    }
}
