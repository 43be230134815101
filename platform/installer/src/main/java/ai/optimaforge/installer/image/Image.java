// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.image;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.installer.lock.LockCheck;
import ai.optimaforge.installer.lock.LockedPlugin;
import ai.optimaforge.installer.lock.PluginLock;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/// An image of a distribution as a file that `podman load` and `docker load` read. It stands on
/// nothing: a C library, a Java runtime that is cut down to what the platform and plugins may
/// use, the kernel, each plugin, and the configuration, a layer each. There is no shell in it.
public final class Image {
    private static final String USER = "10001:10001";
    private static final String HOME = "/opt/forge";
    private static final String JAVA = "/opt/java";
    private static final int PORT = 8090;
    private static final Instant THEN = Instant.parse("1980-01-01T00:00:00Z");

    private final Path distribution;
    private final String name;
    private final List<String> javaOptions;

    /// An image.
    ///
    /// @param distribution an assembled one
    /// @param name of the image, as `name:tag`
    /// @param javaOptions what its JVM is started with
    public Image(Path distribution, String name, List<String> javaOptions) {
        this.distribution = distribution;
        this.name = name;
        this.javaOptions = List.copyOf(javaOptions);
    }

    /// Writes it. Blocks; a file that is there is replaced.
    ///
    /// @param scratch a directory for what is needed meanwhile
    /// @throws InstallRefusedException if the distribution is not what its lock says, or this
    /// machine has nothing to make an image of
    public void write(Path file, Path scratch) throws InstallRefusedException, IOException {
        List<String> differences = LockCheck.whole(distribution);
        if (!differences.isEmpty()) {
            throw new InstallRefusedException(differences);
        }
        Path runtime = scratch.resolve("runtime");
        JavaRuntime.link(runtime);
        JibContainerBuilder image =
                Jib.fromScratch()
                        .setPlatforms(Set.of(new Platform(CLibrary.architecture(), "linux")))
                        .setCreationTime(THEN)
                        .setUser(USER)
                        .setEntrypoint(entrypoint())
                        .setEnvironment(Map.of("FORGE_HTTP_HOST", "0.0.0.0", "LANG", "C.UTF-8"))
                        .setExposedPorts(Set.of(Port.tcp(PORT)))
                        .setVolumes(Set.of(AbsoluteUnixPath.get("/data")))
                        .setWorkingDirectory(AbsoluteUnixPath.get(HOME));
        layers(image, runtime, Files.createDirectories(scratch.resolve("empty")));
        try {
            image.containerize(
                    Containerizer.to(TarImage.at(file.toAbsolutePath()).named(name))
                            .setBaseImageLayersCache(scratch.resolve("base"))
                            .setApplicationLayersCache(scratch.resolve("layers"))
                            .setToolName("forge")
                            .setOfflineMode(true));
        } catch (InvalidImageReferenceException e) {
            throw new InstallRefusedException(name + " is no name of an image: " + e.getMessage());
        } catch (CacheDirectoryCreationException | RegistryException | ExecutionException e) {
            throw new InstallRefusedException("the image can't be written: " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InstallRefusedException("the image was not written: interrupted");
        }
    }

    /// What an engine runs.
    private List<String> entrypoint() {
        List<String> line = new ArrayList<>(List.of(JAVA + "/bin/java"));
        line.addAll(javaOptions);
        line.addAll(
                List.of(
                        "-DFORGE_HOME=" + HOME,
                        "-cp",
                        HOME + "/lib/*",
                        "ai.optimaforge.launcher.Main",
                        "start",
                        "--data",
                        "/data"));
        return line;
    }

    private void layers(JibContainerBuilder image, Path runtime, Path empty)
            throws InstallRefusedException, IOException {
        Layer system = new Layer("system", THEN).directory(empty, "/tmp", "0:0", "777");
        system.directory(empty, "/data", USER, "700");
        CLibrary.add(system);
        image.addFileEntriesLayer(system.build());
        image.addFileEntriesLayer(new Layer("java", THEN).tree(runtime, JAVA).build());
        Path lib = distribution.resolve("lib");
        image.addFileEntriesLayer(new Layer("kernel", THEN).jars(lib, HOME + "/lib").build());
        List<LockedPlugin> plugins = PluginLock.readOrEmpty(distribution).plugins();
        for (LockedPlugin plugin : plugins) {
            String place = "plugins/" + plugin.name().directory();
            image.addFileEntriesLayer(
                    new Layer(plugin.name().id(), THEN)
                            .tree(distribution.resolve(place), HOME + "/" + place)
                            .build());
        }
        Layer rest = new Layer("conf", THEN).tree(distribution.resolve("conf"), HOME + "/conf");
        for (String file : List.of(PluginLock.FILE, "sbom.json", "openapi.json")) {
            if (Files.exists(distribution.resolve(file))) {
                rest.file(distribution.resolve(file), HOME + "/" + file);
            }
        }
        image.addFileEntriesLayer(rest.build());
    }
}
