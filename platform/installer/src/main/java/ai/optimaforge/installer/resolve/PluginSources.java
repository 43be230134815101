// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.resolve;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.Sha256;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Fetches plugins, whichever way they are named. Maven is set up by the first that needs it.
public final class PluginSources implements AutoCloseable {
    private final Path scratch;
    private final Path base;
    private final Path mavenHome;
    private final List<String> repositories;
    private @Nullable MavenRepositories maven;
    private @Nullable HttpClient http;

    /// Sources.
    ///
    /// @param scratch where downloads are kept until they are unpacked; the caller removes it
    /// @param base what paths are relative to
    /// @param mavenHome the directory of `settings.xml`, usually `~/.m2`
    /// @param repositories addresses of further Maven repositories, asked first
    public PluginSources(Path scratch, Path base, Path mavenHome, List<String> repositories) {
        this.scratch = scratch;
        this.base = base;
        this.mavenHome = mavenHome;
        this.repositories = List.copyOf(repositories);
    }

    /// Fetches a plugin's zip. Blocks until it is there.
    ///
    /// @param plugin `group:artifact:version`, an address of https, or a path
    /// @param sha256 what the file must be; empty for anything
    /// @throws InstallRefusedException if it can't be had, or is another file
    public Fetched fetch(String plugin, Optional<String> sha256) throws InstallRefusedException {
        try {
            Fetched fetched = fetch(plugin);
            if (sha256.isPresent() && !sha256.get().equalsIgnoreCase(fetched.sha256())) {
                throw new InstallRefusedException(
                        "%s has the sha-256 %s instead of %s: it is not the file that you mean"
                                .formatted(plugin, fetched.sha256(), sha256.get()));
            }
            return fetched;
        } catch (IOException e) {
            throw new InstallRefusedException(plugin + " can't be read: " + e);
        }
    }

    private Fetched fetch(String plugin) throws IOException, InstallRefusedException {
        if (plugin.matches("https?://.*")) {
            return fetched(download(plugin), plugin);
        }
        Path path = base.resolve(plugin);
        if (Files.exists(path) || plugin.endsWith(".zip") || plugin.contains("/")) {
            if (!Files.isRegularFile(path)) {
                throw new InstallRefusedException(
                        "%s: %s: give the zip of a plugin's build, target/<name>-<version>.zip"
                                .formatted(
                                        plugin,
                                        Files.exists(path)
                                                ? "it is no file"
                                                : "there is no such file"));
            }
            return fetched(path, plugin);
        }
        Optional<Coordinates> coordinates = Coordinates.parse(plugin);
        if (coordinates.isEmpty()) {
            throw new InstallRefusedException(
                    plugin
                            + " is no plugin: give group:artifact:version, a file or an address of"
                            + " https");
        }
        return resolve(coordinates.get());
    }

    private Fetched resolve(Coordinates coordinates) throws IOException, InstallRefusedException {
        Path zip = maven().zip(coordinates);
        return new Fetched(
                zip,
                coordinates.toString(),
                Sha256.of(zip),
                Optional.of(coordinates),
                maven().licences(coordinates));
    }

    private static Fetched fetched(Path file, String shown) throws IOException {
        return new Fetched(file, shown, Sha256.of(file), Optional.empty(), List.of());
    }

    private Path download(String address) throws IOException, InstallRefusedException {
        Path file = Files.createTempFile(Files.createDirectories(scratch), "download", ".zip");
        HttpClient client = http;
        if (client == null) {
            client = Download.client();
            http = client;
        }
        try {
            new Download(client).to(file, URI.create(address));
        } catch (IllegalArgumentException e) {
            throw new InstallRefusedException(address + " is no address: " + e.getMessage());
        }
        return file;
    }

    private MavenRepositories maven() throws InstallRefusedException {
        MavenRepositories opened = maven;
        if (opened == null) {
            opened = new MavenRepositories(MavenSettings.read(mavenHome), repositories);
            maven = opened;
        }
        return opened;
    }

    @Override
    public void close() {
        if (maven != null) {
            maven.close();
        }
        if (http != null) {
            http.close();
        }
    }
}
