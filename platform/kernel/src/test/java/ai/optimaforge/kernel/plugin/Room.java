// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.config.Configuration;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.kernel.model.ModelRoom;
import ai.optimaforge.kernel.model.ProvidersConfig;
import ai.optimaforge.kernel.routing.RoutingConfig;
import ai.optimaforge.spi.Calls;
import ai.optimaforge.spi.Secrets;
import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.feature.Features;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A plugin room with a world around it.
final class Room implements AutoCloseable {
    private static final Set<String> OF_THE_ROOM =
            Set.of(
                    "forge_plugin_calls_in_flight",
                    "forge_plugin_bytes",
                    "forge_plugin_blocked_seconds",
                    "forge_plugin_classloader_retained");

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PluginRoom room =
            new PluginRoom(
                    new PluginsConfig(
                            List.of(),
                            2,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(5),
                            Duration.ofMillis(1),
                            Duration.ofMillis(500),
                            0),
                    new PluginServices(
                            vertx,
                            Configuration.read(
                                    new Sources(Path.of("no", "conf"), Map.of(), List.of())),
                            new ModelRoom(
                                    vertx,
                                    new ProvidersConfig(List.of(), Duration.ofMinutes(1), false),
                                    new RoutingConfig(
                                            true,
                                            2,
                                            Duration.ofMinutes(2),
                                            Duration.ofSeconds(5),
                                            true,
                                            5,
                                            Duration.ofSeconds(2)),
                                    tier -> List.of(),
                                    registry),
                            new NoState(),
                            NoState.nothing(Features.class),
                            NoState.nothing(Administration.class),
                            plugin -> NoState.nothing(Calls.class),
                            plugin -> NoState.nothing(Secrets.class),
                            registry));

    List<RunningPlugin> start(PluginLocation... plugins) {
        room.look(Arrays.asList(plugins));
        List<RunningPlugin> running = new ArrayList<>();
        for (String id : room.ids()) {
            try {
                running.add(room.start(id, Optional.empty()));
            } catch (PluginFailure told) {
                // its status says why
            }
        }
        running.forEach(room::serves);
        return running;
    }

    List<PluginStatus> statuses() {
        return room.statuses();
    }

    /// The meters of a plugin beside those that the room has of each that is installed.
    List<Meter.Id> metersOf(String plugin) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> plugin.equals(id.getTag("plugin")))
                .filter(id -> !OF_THE_ROOM.contains(id.getName()))
                .toList();
    }

    void stop() {
        room.close();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no result within 10 s", e);
        }
    }

    @Override
    public void close() {
        room.close();
        await(vertx.close());
    }
}
