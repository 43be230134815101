// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;
import static ai.optimaforge.kernel.store.Waiting.until;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ai.optimaforge.kernel.Ports;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.Update;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// A server that is away, for a while or from the start.
class StoreAwayTest {
    private static final CollectionSpec THINGS = CollectionSpec.of("things", Index.unique("n"));
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path data;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private StoreServer server(int port) throws IOException {
        return StoreServer.open(data, true, port, new SimpleMeterRegistry());
    }

    private StoreRoom room(int port) throws IOException {
        return StoreRoom.open(
                StoreSettings.impatient("mongodb://127.0.0.1:" + port), data, vertx, registry);
    }

    @Test
    void should_say_when_to_try_again_and_come_back_when_a_server_is_away_for_a_while()
            throws Exception {
        int port = Ports.free();
        StoreServer first = server(port);
        StoreRoom room = room(port);
        DocumentCollection things = room.store("t").collection(THINGS);
        await(things.put("one", new JsonObject().put("n", 1)));
        assertTrue(room.isUp());

        first.close();
        ForgeException told =
                failure(CommonError.STORE_UNAVAILABLE, things.put("two", new JsonObject()));
        assertTrue(told.retryAfter().isPresent());
        assertFalse(told.message().contains("127.0.0.1"), told::message);
        until(() -> !room.isUp(), LONG);
        assertTrue(room.problem().contains("127.0.0.1:" + port), room::problem);

        try (StoreServer second = server(port)) {
            until(room::isUp, LONG);
            assertEquals(1, await(things.get("one")).orElseThrow().body().getInteger("n"));
            await(things.put("two", new JsonObject().put("n", 2)));
            assertEquals("mongodb://127.0.0.1:" + port, second.uri());
            await(room.close());
        }
    }

    @Test
    void should_start_and_work_as_soon_as_it_is_there_when_a_server_comes_late() throws Exception {
        int port = Ports.free();
        StoreRoom room = room(port);
        DocumentCollection things = room.store("t").collection(THINGS);
        failure(CommonError.STORE_UNAVAILABLE, things.get("one"));
        assertFalse(room.isUp());

        try (StoreServer server = server(port)) {
            until(room::isUp, LONG);
            assertTrue(server.uri().endsWith(":" + port), server::uri);
            await(things.insert("one", new JsonObject().put("n", 1)));
            // the indexes that could not be made at first are there
            failure(
                    CommonError.RESOURCE_CONFLICT,
                    things.insert("two", new JsonObject().put("n", 1)));
            await(room.close());
        }
    }

    @Test
    void should_refuse_at_once_when_a_server_has_been_away_for_long() throws Exception {
        StoreRoom room = room(Ports.free());
        DocumentCollection things = room.store("t").collection(THINGS);
        failure(CommonError.STORE_UNAVAILABLE, things.get("one"));
        until(
                () -> {
                    long start = System.nanoTime();
                    failure(CommonError.STORE_UNAVAILABLE, things.get("one"));
                    return System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(500);
                },
                LONG);

        failure(
                CommonError.STORE_UNAVAILABLE,
                things.upsert("one", Update.begin().increment("n", 1)));
        failure(CommonError.STORE_UNAVAILABLE, things.find(Query.where(Filter.all())));
        await(room.close());
    }

    @Test
    void should_refuse_more_when_as_many_operations_as_it_takes_are_under_way() throws Exception {
        int port = Ports.free();
        StoreConfig usual = StoreSettings.of("mongodb://127.0.0.1:" + port);
        StoreConfig narrow =
                new StoreConfig(
                        usual.uri(),
                        usual.connectTimeout(),
                        usual.operationTimeout(),
                        2,
                        5,
                        usual.sweepInterval(),
                        true);
        try (StoreServer server = server(port)) {
            assertEquals("mongodb://127.0.0.1:" + port, server.uri());
            StoreRoom room = StoreRoom.open(narrow, data, vertx, registry);
            DocumentCollection things = room.store("t").collection(CollectionSpec.of("things"));
            await(things.get("one"));

            List<? extends Future<?>> all =
                    IntStream.range(0, 200)
                            .mapToObj(i -> things.put("d" + i, new JsonObject()))
                            .toList();
            await(Future.join(all).otherwiseEmpty());

            long done = all.stream().filter(Future::succeeded).count();
            assertTrue(done >= 5 && done < 200, () -> done + " went through");
            assertEquals(done, await(things.count(Filter.all())));
            assertEquals(0, registry.get("forge_store_operations").gauge().value());
            await(room.close());
        }
    }

    @Test
    void should_say_that_it_was_too_late_when_a_server_is_there_but_slow() throws Exception {
        try (StoreServer server = server(0)) {
            NetServer slow = await(slowFor("findAndModify", server));
            StoreConfig narrow =
                    StoreSettings.oneAtATime("mongodb://127.0.0.1:" + slow.actualPort());
            StoreRoom room = StoreRoom.open(narrow, data, vertx, registry);
            DocumentCollection things = room.store("t").collection(CollectionSpec.of("things"));
            until(room::isUp, LONG);
            await(things.get("one"));

            Future<?> slowly = things.put("one", new JsonObject());
            // the only connection is taken
            Future<?> waiting = things.get("one");

            for (Future<?> late : List.of(slowly, waiting)) {
                assertEquals(
                        "the store has not answered in time; try again later",
                        failure(CommonError.STORE_UNAVAILABLE, late).message());
            }
            assertTrue(room.isUp(), room::problem);
            await(room.close());
        }
    }

    /// A way to a server on which one kind of command gets stuck.
    private Future<NetServer> slowFor(String command, StoreServer server) {
        int port = URI.create(server.uri()).getPort();
        NetClient client = vertx.createNetClient();
        return vertx.createNetServer()
                .connectHandler(
                        from -> {
                            from.pause();
                            var _ =
                                    client.connect(port, "127.0.0.1")
                                            .onSuccess(to -> forward(from, to, command));
                        })
                .listen(0, "127.0.0.1");
    }

    private static void forward(NetSocket from, NetSocket to, String stuck) {
        from.handler(
                bytes -> {
                    if (!bytes.toString(ISO_8859_1).contains(stuck)) {
                        var _ = to.write(bytes);
                    }
                });
        from.closeHandler(closed -> to.close());
        to.handler(from::write);
        from.resume();
    }

    @Test
    void should_fail_what_is_asked_of_it_when_the_room_is_closed() throws Exception {
        StoreRoom room =
                StoreRoom.open(StoreSettings.embedded(), data, vertx, new SimpleMeterRegistry());
        DocumentCollection things = room.store("t").collection(THINGS);
        await(things.put("one", new JsonObject()));
        await(room.close());

        failure(CommonError.STORE_UNAVAILABLE, things.get("one"));
        assertFalse(room.isUp());
    }
}
