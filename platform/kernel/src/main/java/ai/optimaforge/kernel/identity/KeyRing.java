// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.Registration;

import io.vertx.core.Future;

import java.util.Optional;

/// Tells who stands behind a key.
public interface KeyRing {
    /// Whose key this is; empty if it is nobody's. Called for each call, on its event loop: what
    /// is known already is answered with a future that is complete. Compares in constant time.
    Future<Optional<Identity>> find(String key);

    /// Whose key this is, by the key's id; empty if it does not work any more. What is known
    /// already is answered with a future that is complete.
    Future<Optional<Identity>> findById(String keyId);

    /// Runs an action, on any thread, when the key of a caller is revoked or its user disabled;
    /// for calls that last.
    Registration onRevoked(Identity identity, Runnable action);
}
