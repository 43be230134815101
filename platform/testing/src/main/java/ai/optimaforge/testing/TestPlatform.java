// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.Kernel;
import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.StartReport;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.kernel.plugin.PluginStatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// A real platform inside a test: plugins come through the real class loader, and the port is a
/// free one.
///
/// ```java
/// try (TestPlatform platform = TestPlatform.builder().plugin(Path.of("")).start()) {
///     …
/// }
/// ```
public final class TestPlatform implements AutoCloseable {
    private static final String KEY = "forge_sk_for_tests_only";

    private final Kernel kernel;
    private final Path directory;

    private final List<PluginLocation> plugins;

    private TestPlatform(Kernel kernel, Path directory, List<PluginLocation> plugins) {
        this.kernel = kernel;
        this.directory = directory;
        this.plugins = plugins;
    }

    /// A platform without plugins and settings yet.
    public static Builder builder() {
        return new Builder();
    }

    /// Where it listens, for instance `http://127.0.0.1:40123`.
    public URI address() {
        return kernel.address();
    }

    /// A key that carries all scopes.
    public String key() {
        return KEY;
    }

    /// What the operator would be told; waits until it is known.
    public StartReport report() {
        return kernel.report().toCompletionStage().toCompletableFuture().join();
    }

    /// Installs a plugin while the platform runs, as if its files had been put beside the others;
    /// it starts when the platform is asked to start it, or to swap it in.
    public void install(PluginLocation location) {
        plugins.add(location);
    }

    /// Loads a plugin anew from where it stands, in the place of the one of its id.
    ///
    /// @throws StartFailedException with the reason if it can't run
    public PluginStatus reload(PluginLocation location) throws StartFailedException {
        return kernel.reload(location);
    }

    /// The directory that holds `conf` and `data`; it goes when the platform is closed.
    public Path directory() {
        return directory;
    }

    /// Stops the platform as a signal would; nothing happens the second time.
    @Override
    public void close() {
        kernel.close();
        if (Files.exists(directory)) {
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(TestPlatform::deleteFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Says what the platform is made of.
    public static final class Builder {
        private final List<PluginLocation> plugins = new CopyOnWriteArrayList<>();
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final Map<String, String> files = new LinkedHashMap<>();

        private Builder() {
            settings.put("http.port", "0");
            settings.put("bootstrap.key", KEY);
            settings.put("providers.probe-local", "false");
            settings.put("logging.level", "error");
        }

        /// A plugin by the directory of its module, as its build leaves it before it is packaged.
        public Builder plugin(Path module) {
            plugins.add(PluginLocation.built(module.resolve("target")));
            return this;
        }

        /// A plugin by its location.
        public Builder plugin(PluginLocation location) {
            plugins.add(location);
            return this;
        }

        /// A setting, as `--set` would give it.
        public Builder set(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /// An environment variable; the environment of the test itself is not seen.
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /// A file `conf/providers/<name>.yaml`.
        public Builder provider(String name, String yaml) {
            return file("providers/" + name + ".yaml", yaml);
        }

        /// A file of the configuration.
        ///
        /// @param path below `conf`, for instance `routing.yaml`
        public Builder file(String path, String text) {
            files.put(path, text);
            return this;
        }

        /// Starts the platform.
        ///
        /// @throws StartFailedException with all problems, if it can't start
        public TestPlatform start() throws StartFailedException {
            Path directory = write();
            try {
                Kernel kernel =
                        Kernel.start(
                                new KernelOptions(
                                        directory.resolve("conf"),
                                        directory.resolve("data"),
                                        () -> plugins,
                                        settings,
                                        environment));
                return new TestPlatform(requireNonNull(kernel), directory, plugins);
            } catch (StartFailedException e) {
                delete(directory);
                throw e;
            }
        }

        private Path write() {
            try {
                Path directory = Files.createTempDirectory("forge-test");
                Path conf = Files.createDirectories(directory.resolve("conf"));
                for (Map.Entry<String, String> file : files.entrySet()) {
                    Path path = conf.resolve(file.getKey());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue());
                }
                return directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
