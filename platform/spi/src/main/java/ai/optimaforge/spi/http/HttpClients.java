// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.http;

import io.vertx.core.http.HttpClient;

/// One HTTP client for each event loop, so that a call's upstream connection stays on the loop
/// that accepted the call. (A single Vert.x client hands out its most recently used connection,
/// whichever loop it is on.)
public interface HttpClients {
    /// The client of the current event loop, made at its first use. Never closed by the plugin.
    ///
    /// @throws IllegalStateException off an event loop
    HttpClient current();
}
