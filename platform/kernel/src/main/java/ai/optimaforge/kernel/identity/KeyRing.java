// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.Caller;

import io.vertx.core.Future;

import java.util.Optional;

/// Tells who stands behind a key.
public interface KeyRing {
    /// The caller whose key this is; empty if it is nobody's. Called for each call, on its event
    /// loop: what is known already is answered with a future that is complete. Compares in
    /// constant time.
    Future<Optional<Caller>> find(String key);
}
