// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin.descriptor;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.PluginDescriptor;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/// What a plugin's build wrote about it.
///
/// @param name id and version
/// @param spi the range of SPI versions with which it works
/// @param description one line for people; may be empty
/// @param dependencies the plugins that it needs
public record Descriptor(
        PluginName name, CaretRange spi, String description, List<Dependency> dependencies) {
    /// The file's name, in a zip and in an installed plugin.
    public static final String FILE = "plugin.properties";

    /// Keeps a copy.
    public Descriptor {
        dependencies = List.copyOf(dependencies);
    }

    /// The plugin's id.
    public String id() {
        return name.id();
    }

    /// The plugin's version.
    public String version() {
        return name.version();
    }

    /// As the plugin sees it.
    public PluginDescriptor toSpi() {
        return new PluginDescriptor(id(), version(), spi.toString(), description);
    }

    /// Reads that of an installed plugin. Blocks.
    ///
    /// @param directory the plugin's
    /// @throws DescriptorException if it is not there or no descriptor
    public static Descriptor installed(Path directory) {
        return read(directory.resolve(FILE));
    }

    /// Reads a file. Blocks.
    ///
    /// @throws DescriptorException if it is not there or no descriptor
    public static Descriptor read(Path file) {
        Lines lines = new Lines(file.toString(), nameOf(file));
        try {
            return lines.read(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw lines.refusal(
                    "there is no %s: build the plugin with forge-plugin-parent, or remove %s"
                            .formatted(file, file.getParent()));
        } catch (IOException e) {
            throw lines.refusal(
                    "%s can't be read: %s: let the platform's user read it, or forge plugin add --replace the plugin"
                            .formatted(file, e));
        }
    }

    /// That of an installed plugin is in the name of its directory.
    private static Optional<PluginName> nameOf(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent())
                .map(Path::getFileName)
                .flatMap(directory -> PluginName.ofDirectory(directory.toString()));
    }

    /// Reads a text.
    ///
    /// @param where what it is called to the operator
    /// @throws DescriptorException if it is no descriptor
    public static Descriptor parse(String text, String where) {
        return new Lines(where, Optional.empty()).read(text);
    }

    /// The lines of one. A key that is unknown is refused: a build writes descriptors, so it is
    /// that of a later platform.
    private static final class Lines {
        private static final Set<String> KEYS =
                Set.of("id", "version", "spi", "description", "dependencies");

        private final String where;
        private final Properties properties = new Properties();
        private final Optional<PluginName> directory;

        /// @param directory what the name of its directory says
        Lines(String where, Optional<PluginName> directory) {
            this.where = where;
            this.directory = directory;
        }

        Descriptor read(byte[] bytes) {
            try {
                return read(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            } catch (CharacterCodingException e) {
                try {
                    properties.load(new StringReader(new String(bytes, UTF_8)));
                } catch (IOException | IllegalArgumentException also) {
                    // the lines before are read
                }
                throw wrong("it is not in UTF-8");
            }
        }

        Descriptor read(String text) {
            try {
                properties.load(new StringReader(text));
                PluginName known = new PluginName(required("id"), required("version"));
                refuseUnknown();
                return new Descriptor(
                        known, spi(), optional("description"), dependencies(known.id()));
            } catch (IOException | IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }

        private DescriptorException wrong(String what) {
            return refusal(
                    "%s: %s: build the plugin with forge-plugin-parent, which writes it"
                            .formatted(where, what));
        }

        /// Names the plugin by what could be read, else by its directory.
        DescriptorException refusal(String message) {
            return new DescriptorException(
                    Optional.of(optional("id"))
                            .filter(PluginName::isId)
                            .or(() -> directory.map(PluginName::id)),
                    Optional.of(optional("version"))
                            .filter(PluginName::isVersion)
                            .or(() -> directory.map(PluginName::version)),
                    message);
        }

        private void refuseUnknown() {
            Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
            unknown.removeAll(KEYS);
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException(
                        "it has keys that this platform does not know: "
                                + String.join(", ", unknown));
            }
        }

        private CaretRange spi() {
            String text = required("spi");
            return CaretRange.parse(text)
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "spi = %s must be a caret range such as ^0.1"
                                                    .formatted(text)));
        }

        private List<Dependency> dependencies(String own) {
            List<Dependency> all = new ArrayList<>();
            String text = optional("dependencies");
            if (text.isEmpty()) {
                return all;
            }
            for (String part : text.split(",", -1)) {
                Dependency dependency =
                        Dependency.parse(part.strip())
                                .filter(known -> !known.id().equals(own))
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "dependencies = %s must be other plugins' ids with ranges, such as acme-store@^1.2, with commas between"
                                                                .formatted(text)));
                if (all.stream().anyMatch(other -> other.id().equals(dependency.id()))) {
                    throw new IllegalArgumentException(
                            "dependencies = %s names %s twice".formatted(text, dependency.id()));
                }
                all.add(dependency);
            }
            return all;
        }

        private String required(String key) {
            String value = optional(key);
            if (value.isEmpty()) {
                throw new IllegalArgumentException("it has no " + key);
            }
            return value;
        }

        private String optional(String key) {
            return properties.getProperty(key, "").strip();
        }
    }
}
