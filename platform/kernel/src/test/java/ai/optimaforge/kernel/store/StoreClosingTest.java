// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;

import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Durability;
import ai.optimaforge.spi.store.StoredDocument;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The embedded store is closed while it is written to.
class StoreClosingTest {
    private static final int ROUNDS = 20;
    private static final int WRITES = 2_000;

    @TempDir private Path data;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private StoreRoom room() throws IOException {
        return StoreRoom.open(StoreSettings.embedded(), data, vertx, new SimpleMeterRegistry());
    }

    private static DocumentCollection things(StoreRoom room, Durability durability) {
        return room.store("t").collection(CollectionSpec.of("things").withDurability(durability));
    }

    @ParameterizedTest
    @EnumSource
    void should_close_and_end_every_write_when_it_is_closed_while_it_is_written_to(
            Durability durability) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            StoreRoom room = room();
            DocumentCollection things = things(room, durability);
            await(things.put("first", new JsonObject()));
            List<Future<StoredDocument>> writes = new ArrayList<>();
            Future<Void> closed = room.close();
            for (int i = 0; i < WRITES && !closed.isComplete(); i++) {
                writes.add(things.put(id(round, i), new JsonObject().put("n", i)));
            }
            await(closed);
            await(Future.join(writes).otherwiseEmpty());

            StoreRoom again = room();
            for (int i = 0; i < writes.size(); i++) {
                if (writes.get(i).succeeded()) {
                    String id = id(round, i);
                    assertFalse(await(things(again, durability).get(id)).isEmpty(), id);
                }
            }
            await(again.close());
        }
    }

    private static String id(int round, int number) {
        return "%d-%d".formatted(round, number);
    }
}
