// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The SPI that a plugin compiles against, and what its jar says of the platform that has it.
///
/// @param classes the SPI's classes by name
/// @param shared the beginnings of the names of classes that the platform shares
/// @param unshared those of classes that it keeps back all the same
/// @param components the YAML of what all contracts share
record Spi(
        Map<String, ClassFile> classes,
        List<String> shared,
        List<String> unshared,
        String components) {
    static final String PACKAGE = "ai/optimaforge/spi/";

    private static final String SHARED_CLASSES = "META-INF/forge/shared-classes";
    private static final String COMPONENTS = "META-INF/forge/components.yaml";

    static Spi read(Path origin) throws IOException {
        Map<String, ClassFile> classes = new LinkedHashMap<>();
        ClassFiles.read(origin).forEach(file -> classes.put(file.name(), file));
        List<String> shared = new ArrayList<>();
        List<String> unshared = new ArrayList<>();
        for (String line : resource(origin, SHARED_CLASSES).lines().toList()) {
            if (line.startsWith("+ ")) {
                shared.add(line.substring(2).replace('.', '/'));
            } else if (line.startsWith("- ")) {
                unshared.add(line.substring(2).replace('.', '/'));
            }
        }
        return new Spi(
                Map.copyOf(classes),
                List.copyOf(shared),
                List.copyOf(unshared),
                resource(origin, COMPONENTS));
    }

    private static String resource(Path origin, String name) throws IOException {
        if (Files.isDirectory(origin)) {
            return Files.readString(origin.resolve(name));
        }
        URL entry = URI.create("jar:" + origin.toUri() + "!/" + name).toURL();
        URLConnection connection = entry.openConnection();
        // a cached jar file would be the old one when the SPI is built anew in this JVM
        connection.setUseCaches(false);
        try (InputStream stream = connection.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException(origin + " has no " + name, e);
        }
    }

    /// Whether the platform gives a plugin its own class of this name.
    boolean shares(String className) {
        return shared.stream().anyMatch(className::startsWith)
                && unshared.stream().noneMatch(className::startsWith);
    }

    /// The range of versions that a plugin compiled against it can run with, for instance `^0.1`.
    String range() throws IOException {
        ClassFile version = classes.get(PACKAGE + "SpiVersion");
        String current = version == null ? null : version.constants().get("CURRENT");
        if (current == null || !current.matches("\\d+\\.\\d+\\..*")) {
            throw new IOException("the SPI does not say its version: SpiVersion.CURRENT");
        }
        return "^" + current.substring(0, current.indexOf('.', current.indexOf('.') + 1));
    }
}
