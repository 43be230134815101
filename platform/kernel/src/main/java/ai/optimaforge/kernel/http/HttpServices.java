// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.identity.Identity;
import ai.optimaforge.kernel.identity.KeyRing;
import ai.optimaforge.kernel.limit.Limiter;
import ai.optimaforge.kernel.usage.UsageRecord;
import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.store.DocumentStore;

import io.vertx.core.Future;

import java.util.Optional;
import java.util.function.Consumer;

/// What a call's way needs of other rooms.
///
/// @param keys who stands behind a key
/// @param limiter how much a caller may do
/// @param usage where calls are noted before they are answered
/// @param documents where answers to repeated writes are kept; empty if nothing is served
public record HttpServices(
        KeyRing keys,
        Limiter limiter,
        Consumer<UsageRecord> usage,
        Optional<DocumentStore> documents) {
    /// For a room that serves nobody.
    public static HttpServices none() {
        KeyRing nobody =
                new KeyRing() {
                    @Override
                    public Future<Optional<Identity>> find(String key) {
                        return Future.succeededFuture(Optional.empty());
                    }

                    @Override
                    public Future<Optional<Identity>> findById(String keyId) {
                        return Future.succeededFuture(Optional.empty());
                    }

                    @Override
                    public Registration onRevoked(Identity identity, Runnable action) {
                        return () -> {};
                    }
                };
        Limiter nothing =
                (identity, rateClass, tokens) -> Future.failedFuture("nobody is let in here");
        return new HttpServices(nobody, nothing, record -> {}, Optional.empty());
    }
}
