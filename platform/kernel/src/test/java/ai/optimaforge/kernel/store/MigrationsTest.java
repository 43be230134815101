// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Update;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class MigrationsTest {
    private static final CollectionSpec USERS = CollectionSpec.of("users");

    @TempDir private Path data;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> done = new ArrayList<>();
    private StoreRoom room;
    private DocumentStore store;

    @BeforeEach
    void open() throws IOException {
        room = StoreRoom.open(StoreSettings.embedded(), data, vertx, new SimpleMeterRegistry());
        store = room.store("kernel");
    }

    @AfterEach
    void close() {
        await(room.close());
        await(vertx.close());
    }

    private Migrations.Step step(String name) {
        return seen -> {
            done.add(name);
            return Future.succeededFuture();
        };
    }

    @Test
    void should_do_each_step_once_and_in_order_when_run_again_and_again() {
        assertEquals(0, await(Migrations.run(store, List.of())));
        assertEquals(2, await(Migrations.run(store, List.of(step("a"), step("b")))));
        assertEquals(2, await(Migrations.run(store, List.of(step("a"), step("b")))));
        assertEquals(3, await(Migrations.run(store, List.of(step("a"), step("b"), step("c")))));

        assertEquals(List.of("a", "b", "c"), done);
    }

    @Test
    void should_bring_documents_forward_when_their_shape_has_changed() {
        DocumentCollection users = store.collection(USERS);
        await(users.insert("old", new JsonObject().put("tier", "gold")));
        Migrations.Step tiers =
                kernel ->
                        kernel.collection(USERS)
                                .updateAll(
                                        Filter.eq("tier", "gold"),
                                        Update.begin().set("tier", "pro"))
                                .mapEmpty();

        await(Migrations.run(store, List.of(tiers)));

        assertEquals("pro", await(users.get("old")).orElseThrow().body().getString("tier"));
    }

    @Test
    void should_go_on_with_the_step_that_failed_when_run_again() {
        Migrations.Step broken = seen -> Future.failedFuture(new IllegalStateException("broken"));

        assertThrows(
                IllegalStateException.class,
                () -> await(Migrations.run(store, List.of(step("a"), broken))));
        assertEquals(2, await(Migrations.run(store, List.of(step("a"), step("b")))));

        assertEquals(List.of("a", "b"), done);
    }

    @Test
    void should_refuse_the_store_when_it_is_of_a_newer_program() {
        await(Migrations.run(store, List.of(step("a"), step("b"))));

        IllegalStateException refused =
                assertThrows(
                        IllegalStateException.class,
                        () -> await(Migrations.run(store, List.of(step("a")))));

        assertEquals(
                "the store is of a newer version: its schema is 2, not 1", refused.getMessage());
    }

    @Test
    void should_come_to_the_same_when_two_nodes_start_together() {
        List<Migrations.Step> steps = List.of(step("a"), step("b"));
        Future<Integer> one = Migrations.run(room.store("kernel"), steps);
        Future<Integer> other = Migrations.run(room.store("kernel"), steps);

        assertEquals(2, await(one));
        assertEquals(2, await(other));
        assertTrue(done.containsAll(List.of("a", "b")), done::toString);
    }
}
