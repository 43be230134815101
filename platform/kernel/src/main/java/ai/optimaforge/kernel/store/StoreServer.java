// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import io.micrometer.core.instrument.MeterRegistry;

import java.io.IOException;
import java.nio.file.Path;

/// The embedded store as a server of its own, which several platforms of one machine share. It
/// has no passwords and listens on loopback only.
public final class StoreServer implements AutoCloseable {
    private final EmbeddedServer server;

    private StoreServer(EmbeddedServer server) {
        this.server = server;
    }

    /// Opens the file, which is made if there is none, and the port.
    ///
    /// @param sync whether writes wait for the disk
    /// @param port 0 takes any that is free
    /// @throws IOException in words for the operator, if the file or the port can't be had
    public static StoreServer open(Path data, boolean sync, int port, MeterRegistry registry)
            throws IOException {
        return new StoreServer(
                EmbeddedServer.open(data, sync, EmbeddedServer.Access.ALL, port, registry));
    }

    /// What to set as `store.uri`.
    public String uri() {
        return server.uri();
    }

    /// Ends, with all that was acknowledged in the file. Blocks.
    @Override
    public void close() {
        server.close();
    }
}
