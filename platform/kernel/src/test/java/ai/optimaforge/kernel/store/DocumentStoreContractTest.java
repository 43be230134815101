// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Index;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// What every store does, whatever server is behind it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DocumentStoreContractTest
        implements DocumentContract,
                BodyContract,
                UpdateContract,
                ConcurrencyContract,
                UniquenessContract,
                BulkContract,
                QueryContract,
                StreamContract,
                CollectionContract {
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    @TempDir private static Path data;

    private final Vertx vertx = Vertx.vertx();
    private StoreRoom room;
    private DocumentStore store;
    private DocumentCollection things;

    abstract StoreConfig config();

    @BeforeAll
    void open() throws IOException {
        room = StoreRoom.open(config(), data, vertx, new SimpleMeterRegistry());
    }

    @AfterAll
    void close() {
        await(room.close());
        await(vertx.close());
    }

    @BeforeEach
    void begin() {
        store = room.store("t%x-%d".formatted(System.nanoTime(), PREFIXES.incrementAndGet()));
        things = store.collection(CollectionSpec.of("things", Index.on("colour")));
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public StoreRoom room() {
        return room;
    }

    @Override
    public DocumentStore store() {
        return store;
    }

    @Override
    public DocumentCollection things() {
        return things;
    }
}
