// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.archive;

import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// What a jar says about itself: its Maven coordinates, and its licences.
///
/// @param group the group id; empty if it does not say
/// @param artifact the artifact id, or what the file's name makes of it
/// @param version the version, or what the file's name makes of it
/// @param licences names of licences, or their addresses; empty if it does not say
public record JarMetadata(
        Optional<String> group, String artifact, String version, List<String> licences) {
    private static final String FOLDER = "META-INF/maven/";

    /// Keeps a copy.
    public JarMetadata {
        licences = List.copyOf(licences);
    }

    /// Reads a jar. One that holds others' coordinates too, as one that bundles them does, is
    /// told by its own name.
    public static JarMetadata read(Path jar) throws IOException {
        try (JarFile open = new JarFile(jar.toFile())) {
            String file = jar.getFileName().toString().replaceFirst("\\.jar$", "");
            List<Properties> all = properties(open);
            Optional<Properties> own =
                    all.stream()
                            .filter(known -> file.startsWith(id(known) + "-"))
                            .max((one, other) -> id(one).length() - id(other).length());
            if (own.isPresent()) {
                Properties known = own.get();
                return new JarMetadata(
                        Optional.of(known.getProperty("groupId", "")),
                        id(known),
                        known.getProperty("version", ""),
                        licences(open, Optional.of(known)));
            }
            int dash = versionAt(file);
            return new JarMetadata(
                    Optional.empty(),
                    dash < 0 ? file : file.substring(0, dash),
                    dash < 0 ? "" : file.substring(dash + 1),
                    licences(open, Optional.empty()));
        }
    }

    private static int versionAt(String file) {
        for (int dash = file.indexOf('-'); dash >= 0; dash = file.indexOf('-', dash + 1)) {
            if (dash + 1 < file.length() && Character.isDigit(file.charAt(dash + 1))) {
                return dash;
            }
        }
        return -1;
    }

    private static String id(Properties known) {
        return known.getProperty("artifactId", "");
    }

    private static List<Properties> properties(JarFile jar) throws IOException {
        List<Properties> all = new java.util.ArrayList<>();
        for (ZipEntry entry : Collections.list(jar.entries())) {
            if (entry.getName().startsWith(FOLDER) && entry.getName().endsWith("/pom.properties")) {
                Properties known = new Properties();
                try (InputStream in = jar.getInputStream(entry)) {
                    known.load(in);
                }
                all.add(known);
            }
        }
        return all;
    }

    private static List<String> licences(JarFile jar, Optional<Properties> own) throws IOException {
        List<String> inPom = own.isPresent() ? ofPom(jar, own.get()) : List.of();
        return inPom.isEmpty() ? ofManifest(jar) : inPom;
    }

    private static List<String> ofPom(JarFile jar, Properties own) throws IOException {
        ZipEntry pom =
                jar.getEntry(FOLDER + own.getProperty("groupId", "") + "/" + id(own) + "/pom.xml");
        if (pom == null) {
            return List.of();
        }
        try (InputStream in = jar.getInputStream(pom)) {
            Model model = new MavenXpp3Reader().read(in, false);
            return model.getLicenses().stream()
                    .map(JarMetadata::name)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (XmlPullParserException _) {
            // what is no POM says nothing
            return List.of();
        }
    }

    private static Optional<String> name(License licence) {
        return Stream.of(licence.getName(), licence.getUrl())
                .filter(text -> text != null && !text.isBlank())
                .map(text -> text.strip().replaceAll("\\s+", " "))
                .findFirst();
    }

    private static List<String> ofManifest(JarFile jar) throws IOException {
        if (jar.getManifest() == null) {
            return List.of();
        }
        Attributes main = jar.getManifest().getMainAttributes();
        @Nullable String licence = main.getValue("Bundle-License");
        return licence == null || licence.isBlank()
                ? List.of()
                : List.of(licence.replaceAll(";.*", "").strip());
    }
}
