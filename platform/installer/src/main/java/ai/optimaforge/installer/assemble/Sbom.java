// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.installer.Sha256;
import ai.optimaforge.installer.archive.JarMetadata;
import ai.optimaforge.installer.archive.Licences;
import ai.optimaforge.installer.lock.LockedPlugin;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;

import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// What a distribution is made of, for those who look for what is known to be vulnerable:
/// CycloneDX 1.6. A library that the kernel and a plugin bring, or two plugins, is there once.
final class Sbom {
    private final Map<String, Component> components = new TreeMap<>();
    private final Map<String, Dependency> dependencies = new TreeMap<>();
    private final Component root = new Component();
    private final LibraryCoordinates coordinates;

    private Sbom(String name, String version, LibraryCoordinates coordinates) {
        this.coordinates = coordinates;
        root.setType(Component.Type.APPLICATION);
        root.setName(name);
        root.setVersion(version);
        root.setBomRef("distribution");
    }

    /// @param home the assembled distribution
    /// @param time what is stated as the time of its making
    static String of(
            Path home,
            Selection selection,
            String version,
            List<LockedPlugin> plugins,
            Instant time)
            throws IOException {
        Sbom sbom = new Sbom(selection.name(), version, LibraryCoordinates.of(home));
        Dependency all = sbom.dependency("distribution");
        for (Path jar : jars(home.resolve("lib"))) {
            all.addDependency(sbom.library(jar));
        }
        for (Path jar : jars(home.resolve("lib/tools"))) {
            all.addDependency(sbom.library(jar));
        }
        for (LockedPlugin plugin : plugins) {
            all.addDependency(sbom.plugin(plugin, home.resolve("plugins")));
        }
        return sbom.json(time);
    }

    private Dependency plugin(LockedPlugin plugin, Path directory) throws IOException {
        Component component = new Component();
        String reference = "plugin:" + plugin.name().id() + "@" + plugin.name().version();
        component.setType(Component.Type.APPLICATION);
        component.setName(plugin.name().id());
        component.setVersion(plugin.name().version());
        component.setBomRef(reference);
        plugin.coordinates().ifPresent(text -> component.setGroup(text.split(":", 2)[0]));
        plugin.sha256().ifPresent(digits -> component.addHash(hash(digits)));
        licences(plugin.licences()).ifPresent(component::setLicenses);
        components.put(reference, component);
        Dependency own = dependency(reference);
        for (Path jar : jars(directory.resolve(plugin.name().directory()).resolve("lib"))) {
            own.addDependency(library(jar));
        }
        return new Dependency(reference);
    }

    private Dependency library(Path jar) throws IOException {
        JarMetadata metadata = coordinates.of(jar, JarMetadata.read(jar));
        String digits = Sha256.of(jar);
        Component component = new Component();
        component.setType(Component.Type.LIBRARY);
        component.setName(metadata.artifact());
        component.setVersion(metadata.version());
        metadata.group().ifPresent(component::setGroup);
        Optional<PackageURL> url = url(metadata);
        url.ifPresent(component::setPurl);
        component.addHash(hash(digits));
        licences(Licences.spdx(metadata.licences())).ifPresent(component::setLicenses);
        // one of the same coordinates may be another file
        String reference =
                url.map(PackageURL::canonicalize).orElse(jar.getFileName().toString())
                        + "#"
                        + digits.substring(0, 12);
        component.setBomRef(reference);
        components.put(reference, component);
        dependency(reference);
        return new Dependency(reference);
    }

    private static Optional<PackageURL> url(JarMetadata jar) {
        try {
            return jar.group().isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new PackageURL(
                                    "maven",
                                    jar.group().get(),
                                    jar.artifact(),
                                    jar.version(),
                                    null,
                                    null));
        } catch (MalformedPackageURLException _) {
            return Optional.empty();
        }
    }

    private Dependency dependency(String reference) {
        return dependencies.computeIfAbsent(reference, key -> new Dependency(key));
    }

    private static Hash hash(String digits) {
        return new Hash(Hash.Algorithm.SHA_256, digits);
    }

    private static Optional<LicenseChoice> licences(List<String> names) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        LicenseChoice choice = new LicenseChoice();
        for (String name : names) {
            License license = new License();
            if (Licences.isSpdx(name)) {
                license.setId(name);
            } else {
                license.setName(name);
            }
            choice.addLicense(license);
        }
        return Optional.of(choice);
    }

    private String json(Instant time) {
        Metadata metadata = new Metadata();
        metadata.setTimestamp(Date.from(time));
        metadata.setComponent(root);
        Bom bom = new Bom();
        bom.setMetadata(metadata);
        bom.setComponents(new ArrayList<>(components.values()));
        bom.setDependencies(new ArrayList<>(dependencies.values()));
        String all = String.join("\n", components.keySet());
        bom.setSerialNumber("urn:uuid:" + UUID.nameUUIDFromBytes(all.getBytes(UTF_8)));
        try {
            return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString() + "\n";
        } catch (GeneratorException e) {
            throw new IllegalStateException("the SBOM can't be written", e);
        }
    }

    private static List<Path> jars(Path directory) throws IOException {
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, "*.jar")) {
                stream.forEach(jars::add);
            }
        }
        jars.sort(null);
        return jars;
    }
}
