// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.resolve;

import ai.optimaforge.installer.InstallRefusedException;

import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.util.artifact.SubArtifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The operator's Maven repositories: the local one, Central, those of the settings and those
/// that the command names; with the mirrors, proxies and passwords of the settings.
final class MavenRepositories implements AutoCloseable {
    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final CloseableSession session;
    private final List<RemoteRepository> repositories;

    /// @param more repositories by address, asked first
    MavenRepositories(MavenSettings settings, List<String> more) {
        session =
                new SessionBuilderSupplier(system)
                        .get()
                        .withLocalRepositoryBaseDirectories(settings.localRepository())
                        .setMirrorSelector(settings.mirrors())
                        .setProxySelector(settings.proxies())
                        .setAuthenticationSelector(settings.passwords())
                        .setOffline(settings.offline())
                        .setChecksumPolicy("fail")
                        // the first of them that the repository has must be right
                        .setConfigProperty(
                                "aether.checksums.checksumAlgorithms", "SHA-256,SHA-1,MD5")
                        // an operator who asks again has published it meanwhile
                        .setUpdatePolicy("always")
                        .setSystemProperties(System.getProperties())
                        .setConfigProperty("aether.connector.connectTimeout", 30_000)
                        .setConfigProperty("aether.connector.requestTimeout", 60_000)
                        .build();
        List<RemoteRepository> all = new ArrayList<>();
        for (int i = 0; i < more.size(); i++) {
            all.add(remote("given-" + (i + 1), more.get(i)));
        }
        all.addAll(settings.repositories());
        all.add(remote("central", "https://repo.maven.apache.org/maven2/"));
        repositories = system.newResolutionRepositories(session, all);
    }

    private static RemoteRepository remote(String id, String address) {
        return new RemoteRepository.Builder(id, "default", address).build();
    }

    /// The zip of a plugin. Blocks until it is in the local repository.
    Path zip(Coordinates coordinates) throws InstallRefusedException {
        Artifact artifact =
                new DefaultArtifact(
                        coordinates.group(), coordinates.artifact(), "zip", coordinates.version());
        try {
            return system.resolveArtifact(
                            session, new ArtifactRequest(artifact, repositories, "plugin"))
                    .getArtifact()
                    .getPath();
        } catch (ArtifactResolutionException e) {
            throw new InstallRefusedException(
                    "%s can't be resolved: %s: publish it there, or name the repository that has it with --repository"
                            .formatted(
                                    coordinates,
                                    String.valueOf(e.getMessage())
                                            .strip()
                                            .replaceAll("\\s*\\R\\s*", " ")));
        }
    }

    /// The licences in its POM and in those above it; empty if there is no POM to be had.
    List<String> licences(Coordinates coordinates) {
        Artifact zip =
                new DefaultArtifact(
                        coordinates.group(), coordinates.artifact(), "zip", coordinates.version());
        Artifact pom = new SubArtifact(zip, "", "pom");
        try {
            Map<String, Object> properties =
                    system.readArtifactDescriptor(
                                    session,
                                    new ArtifactDescriptorRequest(pom, repositories, "plugin"))
                            .getProperties();
            return properties.entrySet().stream()
                    .filter(entry -> entry.getKey().matches("license\\.\\d+\\.name"))
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> String.valueOf(entry.getValue()))
                    .collect(Collectors.toUnmodifiableList());
        } catch (ArtifactDescriptorException _) {
            return List.of();
        }
    }

    @Override
    public void close() {
        session.close();
        system.shutdown();
    }
}
