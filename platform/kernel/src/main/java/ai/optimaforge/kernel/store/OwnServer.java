// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.kernel.store.DurableBackend.Writing;
import ai.optimaforge.spi.store.Durability;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.IOException;
import java.nio.file.Path;

/// The embedded store, of this process alone: there is no port, no connection, no driver and no
/// codec, which would cost more than most operations do.
final class OwnServer implements Server {
    private final EmbeddedStore store;
    private final StoreThread thread;

    private OwnServer(EmbeddedStore store, StoreThread thread) {
        this.store = store;
        this.thread = thread;
    }

    /// Opens the file, which is made if there is none. Blocks.
    ///
    /// @throws IOException in words for the operator, if the file can't be had
    static OwnServer open(StoreConfig config, Path data, MeterRegistry registry)
            throws IOException {
        EmbeddedStore store = EmbeddedStore.open(data, config.sync(), () -> {}, registry);
        return new OwnServer(store, new StoreThread(store.backend(), config.operationTimeout()));
    }

    @Override
    public Commands collection(String name, Durability durability) {
        return new OwnCommands(
                thread,
                name,
                switch (durability) {
                    case DISK -> Writing.TO_DISK;
                    case SYSTEM -> Writing.TO_SYSTEM;
                });
    }

    @Override
    public Operation<String> collectionNames() {
        return done -> thread.read(DurableDatabase::collectionNames, done);
    }

    @Override
    public boolean hasLookups() {
        return false;
    }

    @Override
    public String problem() {
        return store.problem();
    }

    @Override
    public boolean isAway() {
        return !store.problem().isEmpty();
    }

    @Override
    public void expire() {
        thread.expire();
    }

    @Override
    public void close() {
        thread.close();
        store.close();
    }
}
