// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.http.BoundGroup;
import ai.optimaforge.kernel.http.HttpRoom;
import ai.optimaforge.kernel.identity.BootstrapKey;
import ai.optimaforge.kernel.identity.KeyRing;
import ai.optimaforge.kernel.model.ModelRoom;
import ai.optimaforge.kernel.plugin.PluginRoom;
import ai.optimaforge.kernel.plugin.PluginServices;
import ai.optimaforge.kernel.plugin.PluginStatus;
import ai.optimaforge.kernel.plugin.RunningPlugin;
import ai.optimaforge.kernel.telemetry.Logging;
import ai.optimaforge.kernel.telemetry.Metrics;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.model.ModelProviderFactory;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Puts a platform together, room by room; the port opens last. What fails takes down what stands
/// already.
final class Boot {
    private final KernelOptions options;
    private final Deque<Runnable> opened = new ArrayDeque<>();

    private Boot(KernelOptions options) {
        this.options = options;
    }

    static Kernel start(KernelOptions options) throws StartFailedException {
        Boot boot = new Boot(options);
        return boot.orUndo(boot::run);
    }

    /// Puts the rooms together as a start would, but writes nothing, asks nobody and opens no
    /// port.
    ///
    /// @return the contracts of all of it
    static Buffer rehearse(KernelOptions options) throws StartFailedException {
        KeyRing nobody = key -> Future.succeededFuture(Optional.empty());
        Boot boot = new Boot(options);
        Buffer contracts =
                boot.orUndo(
                        () -> {
                            Settings settings = Settings.read(options.sources());
                            return boot.furnish(settings, nobody).http().openApi();
                        });
        boot.undo();
        return contracts;
    }

    private interface Step<T> {
        T run() throws StartFailedException;
    }

    private <T> T orUndo(Step<T> step) throws StartFailedException {
        try {
            return step.run();
        } catch (ConfigurationException e) {
            undo();
            throw new StartFailedException(e.problems());
        } catch (StartFailedException | RuntimeException e) {
            undo();
            throw e;
        }
    }

    private void undo() {
        opened.forEach(Runnable::run);
    }

    /// The rooms, with what the plugins brought.
    private record Furnished(
            ModelRoom models, PluginRoom plugins, HttpRoom http, Runnable askProviders) {}

    private Kernel run() throws StartFailedException {
        Settings settings = Settings.read(options.sources());
        BootstrapKey key = key(settings);
        Furnished rooms = furnish(settings, key);
        rooms.askProviders().run();
        int port = listen(rooms.http(), settings);
        opened.push(() -> await(rooms.http().drain()));
        return new Running(
                address(settings.http().host(), port),
                key,
                rooms.models(),
                rooms.plugins(),
                List.copyOf(opened));
    }

    private Furnished furnish(Settings settings, KeyRing keys) throws StartFailedException {
        Metrics metrics = new Metrics();
        Logging logging = Logging.start(settings.logging(), metrics.registry());
        opened.push(logging::close);
        Vertx vertx = vertx(settings);
        opened.push(() -> await(vertx.close()));
        ModelRoom models = new ModelRoom(vertx, settings.providers(), metrics.registry());
        opened.push(() -> await(models.close()));
        PluginRoom plugins =
                new PluginRoom(
                        settings.plugins(),
                        new PluginServices(
                                vertx, settings.configuration(), models, metrics.registry()));
        opened.push(plugins::close);
        HttpRoom http =
                new HttpRoom(vertx, settings.http(), keys, metrics.registry(), metrics::scrape);
        Runnable askProviders = furnish(plugins, models, http);
        return new Furnished(models, plugins, http, askProviders);
    }

    private BootstrapKey key(Settings settings) throws StartFailedException {
        try {
            Files.createDirectories(options.data());
            return BootstrapKey.open(settings.bootstrap(), options.data());
        } catch (IOException e) {
            throw new StartFailedException(
                    List.of(
                            "the data directory %s can't be used: %s"
                                    .formatted(options.data(), e)));
        }
    }

    private static Vertx vertx(Settings settings) {
        return Vertx.vertx(
                new VertxOptions()
                        .setEventLoopPoolSize(settings.http().loops())
                        .setPreferNativeTransport(true)
                        .setFileSystemOptions(
                                new FileSystemOptions()
                                        .setFileCachingEnabled(false)
                                        .setClassPathResolvingEnabled(false)));
    }

    /// Gives the rooms what the plugins bring; answers what asks the providers for their models.
    private Runnable furnish(PluginRoom plugins, ModelRoom models, HttpRoom http)
            throws StartFailedException {
        List<BoundGroup> groups = new ArrayList<>();
        List<ModelProviderFactory<?>> factories = new ArrayList<>();
        http.publish(groups);
        for (RunningPlugin plugin : plugins.start(options.plugins())) {
            try {
                List<BoundGroup> bound = new ArrayList<>();
                for (EndpointGroup group : plugin.endpointGroups()) {
                    bound.add(BoundGroup.bind(plugin.descriptor().id(), group));
                }
                List<BoundGroup> together = new ArrayList<>(groups);
                together.addAll(bound);
                http.publish(together);
                groups.addAll(bound);
                factories.addAll(plugin.providerFactories());
            } catch (RuntimeException | LinkageError e) {
                plugins.fail(plugin, e);
            }
        }
        List<PluginStatus> failures = plugins.failures();
        if (!failures.isEmpty()) {
            throw new StartFailedException(failures.stream().map(Boot::describe).toList());
        }
        return models.configure(factories, options.sources());
    }

    private static String describe(PluginStatus plugin) {
        return "plugin %s %s can't run: %s"
                .formatted(plugin.id(), plugin.version(), plugin.reason());
    }

    private static int listen(HttpRoom http, Settings settings) throws StartFailedException {
        try {
            return http.listen().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartFailedException(List.of(cannotListen(settings, cause)));
        }
    }

    private static String cannotListen(Settings settings, Throwable cause) {
        String port =
                settings.effective().stream()
                        .filter(setting -> setting.key().equals("http.port"))
                        .map(s -> "http.port = %s (%s)".formatted(s.value(), s.origin()))
                        .findFirst()
                        .orElse("http.port");
        // the native transport has an exception of its own for it
        boolean taken = String.valueOf(cause.getMessage()).contains("in use");
        return taken
                ? port + ": the port is taken by another process on " + settings.http().host()
                : port + ": cannot listen on " + settings.http().host() + ": " + cause.getMessage();
    }

    private static URI address(String host, int port) {
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return URI.create("http://" + literal + ":" + port);
    }

    static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().exceptionally(failed -> null).join();
    }
}
