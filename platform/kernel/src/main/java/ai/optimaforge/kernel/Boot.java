// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.admin.AdminRoom;
import ai.optimaforge.kernel.admin.ProviderOverrides;
import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.config.DescribedSetting;
import ai.optimaforge.kernel.http.HttpRoom;
import ai.optimaforge.kernel.http.HttpServices;
import ai.optimaforge.kernel.identity.BootstrapKey;
import ai.optimaforge.kernel.model.ModelRoom;
import ai.optimaforge.kernel.plugin.PluginRoom;
import ai.optimaforge.kernel.plugin.PluginServices;
import ai.optimaforge.kernel.plugin.PluginStatus;
import ai.optimaforge.kernel.secret.SecretBox;
import ai.optimaforge.kernel.telemetry.Logging;
import ai.optimaforge.kernel.telemetry.Metrics;
import ai.optimaforge.spi.Calls;
import ai.optimaforge.spi.Secrets;
import ai.optimaforge.spi.SpiVersion;
import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.admin.Plugins;
import ai.optimaforge.spi.feature.FeatureDefinition;
import ai.optimaforge.spi.feature.Features;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

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
        return rehearse(options, (base, http) -> http.openApi());
    }

    /// The settings that all of it asks for.
    static List<DescribedSetting> settings(KernelOptions options) throws StartFailedException {
        return rehearse(options, (base, http) -> base.settings().configuration().described());
    }

    private static <T> T rehearse(KernelOptions options, BiFunction<Base, HttpRoom, T> outcome)
            throws StartFailedException {
        Boot boot = new Boot(options);
        T seen =
                boot.orUndo(
                        () -> {
                            Base base = boot.base(Settings.read(options.sources()));
                            ModelRoom models = boot.models(base);
                            PluginServices services =
                                    base.services(
                                            models,
                                            Absent.of(PluginServices.State.class),
                                            Absent.of(Features.class),
                                            Absent.of(Administration.class),
                                            plugin -> Absent.of(Calls.class),
                                            plugin -> Absent.of(Secrets.class));
                            PluginRoom plugins = boot.plugins(base, services);
                            HttpRoom http = base.http(HttpServices.none());
                            plugins.look(options.plugins().get());
                            Contributions brought =
                                    base.contributions(
                                            plugins, http, models, features -> {}, () -> {});
                            brought.startAll();
                            models.configure(brought.types(), options.sources());
                            return outcome.apply(base, http);
                        });
        boot.undo();
        return seen;
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

    /// What stands before any room.
    private record Base(Settings settings, Metrics metrics, Vertx vertx) {
        PluginServices services(
                ModelRoom models,
                PluginServices.State state,
                Features features,
                Administration administration,
                Function<String, Calls> calls,
                Function<String, Secrets> secrets) {
            return new PluginServices(
                    vertx,
                    settings.configuration(),
                    models,
                    state,
                    features,
                    administration,
                    calls,
                    secrets,
                    metrics.registry());
        }

        Contributions contributions(
                PluginRoom plugins,
                HttpRoom http,
                ModelRoom models,
                Consumer<List<FeatureDefinition>> features,
                Runnable changed) {
            return new Contributions(
                    plugins, http, models, settings.plugins().drainTimeout(), features, changed);
        }

        HttpRoom http(HttpServices services) {
            return new HttpRoom(
                    vertx, settings.http(), services, metrics.registry(), metrics::scrape);
        }
    }

    private Base base(Settings settings) {
        Metrics metrics = new Metrics();
        Logging logging = Logging.start(settings.logging(), metrics.registry());
        opened.push(logging::close);
        Vertx vertx = vertx(settings);
        opened.push(() -> await(vertx.close()));
        return new Base(settings, metrics, vertx);
    }

    private ModelRoom models(Base base) {
        ModelRoom models =
                new ModelRoom(
                        base.vertx(),
                        base.settings().providers(),
                        base.settings().routing(),
                        base.settings().tiers()::models,
                        base.metrics().registry());
        opened.push(() -> await(models.close()));
        return models;
    }

    private PluginRoom plugins(Base base, PluginServices services) {
        PluginRoom plugins = new PluginRoom(base.settings().plugins(), services);
        opened.push(plugins::close);
        return plugins;
    }

    private Kernel run() throws StartFailedException {
        Settings settings = Settings.read(options.sources());
        BootstrapKey key = key(settings);
        Base base = base(settings);
        StateRooms state = state(base, key);
        ModelRoom models = models(base);
        HttpRoom http =
                base.http(
                        new HttpServices(
                                state.identity(),
                                state.limits(),
                                state.usage()::record,
                                Optional.of(state.store().store(StateRooms.KERNEL))));
        SecretBox secrets = new SecretBox(settings.secrets(), options.data());
        ProviderOverrides overrides = overrides(base, state, models, secrets);
        Late<PluginRoom> room = new Late<>();
        Late<Contributions> brought = new Late<>();
        LivePlugins live = new LivePlugins(room, brought, () -> look(room.get()), state.audit());
        AdminRoom admin = admin(state, models, http, overrides, live);
        PluginServices services =
                base.services(
                        models,
                        state,
                        state.identity().features(),
                        admin,
                        http::calls,
                        secrets::of);
        PluginRoom plugins = room.is(plugins(base, services));
        Contributions contributions =
                brought.is(
                        base.contributions(
                                plugins,
                                http,
                                models,
                                state.identity()::define,
                                () -> state.cluster().describe(describe(plugins.statuses()))));
        look(plugins);
        contributions.startAll();
        state.identity().define(contributions.features());
        models.remember(state.ratings(), state.cluster().events());
        Runnable askProviders = models.configure(contributions.types(), options.sources());
        state.cluster().describe(describe(plugins.statuses()));
        state.awaitShape();
        askProviders.run();
        overrides.begin();
        URI address = Port.open(http, settings);
        opened.push(() -> await(http.drain()));
        return new Running(address, key, models, plugins, live, List.copyOf(opened));
    }

    private void look(PluginRoom plugins) {
        plugins.look(options.plugins().get());
    }

    private StateRooms state(Base base, BootstrapKey key) throws StartFailedException {
        try {
            return StateRooms.open(
                    base.settings(),
                    options.data(),
                    key,
                    base.vertx(),
                    base.metrics().registry(),
                    opened);
        } catch (IOException | IllegalStateException e) {
            throw new StartFailedException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static ProviderOverrides overrides(
            Base base, StateRooms state, ModelRoom models, SecretBox secrets) {
        return new ProviderOverrides(
                state.store().store(StateRooms.KERNEL),
                models,
                secrets,
                state.cluster().events(),
                state.audit(),
                base.vertx());
    }

    private static AdminRoom admin(
            StateRooms state,
            ModelRoom models,
            HttpRoom http,
            ProviderOverrides overrides,
            Plugins plugins) {
        return new AdminRoom(
                new AdminRoom.Rooms(
                        version(),
                        state.identity(),
                        state.limits(),
                        models,
                        state.store(),
                        state.cluster(),
                        state.usage(),
                        state.audit(),
                        overrides,
                        new AdminRoom.Node(
                                plugins, http::isDraining, http::connections, http::queues)));
    }

    private static String version() {
        return Objects.requireNonNullElse(
                Boot.class.getPackage().getImplementationVersion(), "(unpackaged)");
    }

    /// What the other nodes should be told of this one, since they should be alike.
    private static JsonObject describe(List<PluginStatus> plugins) {
        JsonObject versions = new JsonObject();
        plugins.forEach(plugin -> versions.put(plugin.id(), plugin.version()));
        return new JsonObject()
                .put("version", version())
                .put("spi", SpiVersion.CURRENT)
                .put("plugins", versions);
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

    static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().exceptionally(failed -> null).join();
    }
}
