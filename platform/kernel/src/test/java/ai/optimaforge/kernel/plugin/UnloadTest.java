// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// What is left of a plugin once it is stopped: nothing.
class UnloadTest {
    /// Uses all that a plugin's context has; `apply` says when each thing was used.
    private static final String BUSY =
            """
            package acme;

            import ai.optimaforge.spi.*;
            import ai.optimaforge.spi.endpoint.*;
            import ai.optimaforge.spi.http.*;
            import io.vertx.core.*;
            import io.vertx.core.http.HttpMethod;
            import java.time.Duration;
            import java.util.function.Function;

            public final class Endpoints implements EndpointGroup, Function<Integer, Future<?>> {
                private final PluginContext context;
                private final HttpClients clients;
                private final Promise<Void> ticked = Promise.promise();

                public Endpoints(PluginContext context) {
                    this.context = context;
                    this.clients = context.httpClients(HttpClientSettings.defaults());
                    context.every(Duration.ofMillis(1), () -> ticked.tryComplete());
                    context.after(Duration.ofHours(1), () -> ticked.tryComplete());
                    context.meters().counter("acme_calls", "Calls").increment();
                    context.meters().gauge("acme_size", "Size", () -> hashCode());
                    context.blocking(() -> { Thread.sleep(3_600_000); return this; });
                }

                @Override public Future<?> apply(Integer port) {
                    Promise<Object> answered = Promise.promise();
                    context.after(Duration.ofMillis(1), () ->
                            clients.current().request(HttpMethod.GET, port, "127.0.0.1", "/")
                                    .compose(request -> request.send())
                                    .compose(response -> response.body())
                                    .onComplete(done -> answered.complete(null)));
                    return Future.all(
                            ticked.future(), context.blocking(() -> this), answered.future());
                }

                @Override public String contract() { return "acme.yaml"; }
                @Override public void bind(Operations operations) {}
            }
            """;

    @TempDir Path directory;

    @Test
    void should_let_go_of_the_class_loader_when_all_of_the_context_was_used() throws Exception {
        PluginLocation plugin =
                PluginBuild.of(directory, "acme").source("acme.Endpoints", BUSY).installed();
        ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();
        try (Room room = new Room()) {
            WeakReference<ClassLoader> loader = use(room, plugin, gone);
            assertFalse(room.metersOf("acme").isEmpty());
            room.stop();
            assertEquals(List.of(), room.metersOf("acme"));
            assertTrue(isCollected(gone), () -> loader.get() + " is still reachable");
        }
    }

    /// In a frame of its own, that nothing on the stack holds the plugin.
    @SuppressWarnings("unchecked")
    private static WeakReference<ClassLoader> use(
            Room room, PluginLocation plugin, ReferenceQueue<ClassLoader> gone) {
        Object group = room.start(plugin).getFirst().endpointGroups().getFirst();
        int port =
                Room.await(
                                room.vertx
                                        .createHttpServer()
                                        .requestHandler(request -> request.response().end("hi"))
                                        .listen(0, "127.0.0.1"))
                        .actualPort();
        Room.await(((Function<Integer, Future<?>>) group).apply(port));
        return new WeakReference<>(group.getClass().getClassLoader(), gone);
    }

    private static boolean isCollected(ReferenceQueue<ClassLoader> gone)
            throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            System.gc();
            if (gone.remove(50) != null) {
                return true;
            }
        }
        return false;
    }
}
