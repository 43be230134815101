// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The contract, by the driver: the embedded store as a server that other processes share.
class SharedStoreTest extends DocumentStoreContractTest {
    @TempDir private static Path file;

    private @Nullable StoreServer server;

    @Override
    StoreConfig config() {
        try {
            server = StoreServer.open(file, true, 0, new SimpleMeterRegistry());
            return StoreSettings.of(server.uri());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void closeServer() {
        requireNonNull(server).close();
    }
}
