// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.kernel.config.Binding;
import ai.optimaforge.kernel.config.Configuration;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.kernel.store.StoreConfig;
import ai.optimaforge.kernel.store.StoreRoom;
import ai.optimaforge.spi.store.DocumentCollection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The store of a fresh machine. Opening one takes longer than a test, so tests share it, each
/// with a collection of its own.
final class EmbeddedStore implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final StoreRoom room;
    private int collections;

    EmbeddedStore(Path data) throws IOException {
        room = StoreRoom.open(defaults(), data, vertx, new SimpleMeterRegistry());
    }

    private static StoreConfig defaults() {
        Configuration configuration =
                Configuration.read(new Sources(Path.of("no", "conf"), Map.of(), List.of()));
        Binding<StoreConfig> store = configuration.register("store", StoreConfig.class);
        configuration.verify();
        return store.get();
    }

    DocumentCollection collection(String prefix) {
        return room.store(prefix).collection(UsageRoom.collection());
    }

    FaultyCollection fresh() {
        return new FaultyCollection(collection("test" + ++collections));
    }

    @Override
    public void close() {
        Node.await(room.close());
        Node.await(vertx.close());
    }
}
