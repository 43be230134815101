// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import ai.optimaforge.spi.Caller;

import io.vertx.core.Future;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys of callers.
public interface Keys {
    /// Makes a key.
    ///
    /// @param by who does it
    /// @return the key with its secret, which nobody can read a second time
    Future<NewKey> create(KeySpec spec, Caller by);

    /// Keys, the newest first unless the request says otherwise.
    Future<Listing<KeyInfo>> list(ListRequest request);

    /// One key; fails with 404 if there is none.
    Future<KeyInfo> get(String id);

    /// Changes what can be changed of a key: all but its account, user and secret.
    Future<KeyInfo> change(String id, KeyChange change, Caller by);

    /// Gives a key a new secret; the old one works for so long still.
    Future<NewKey> rotate(String id, Duration overlap, Caller by);

    /// Revokes a key for good: its calls in flight end, streams with an error frame. A second
    /// time does nothing.
    ///
    /// @return the key; fails with 404 if there is none
    Future<KeyInfo> revoke(String id, Caller by);

    /// A key and its secret.
    ///
    /// @param secret `forge_sk_…`
    record NewKey(KeyInfo key, String secret) {
        @Override
        public String toString() {
            return "NewKey[" + key.id() + "]";
        }
    }

    /// What a new key shall be. What is empty takes the default.
    ///
    /// @param labels at most 16; names are 1 to 64 of `A-Za-z0-9._-`, values at most 256
    /// characters
    /// @param expiresAt in Unix seconds
    record KeySpec(
            String name,
            Optional<String> accountId,
            String userId,
            Set<String> scopes,
            Optional<Set<String>> models,
            Optional<Limits> limits,
            Map<String, String> labels,
            boolean forgeMetadata,
            Optional<Long> expiresAt) {}

    /// What shall be otherwise; what is empty stays.
    ///
    /// @param models an empty inner value lifts the restriction
    /// @param limits an empty inner value lifts the key's own limits
    /// @param labels in place of those that it had
    /// @param expiresAt an empty inner value: never
    record KeyChange(
            Optional<String> name,
            Optional<Set<String>> scopes,
            Optional<Optional<Set<String>>> models,
            Optional<Optional<Limits>> limits,
            Optional<Map<String, String>> labels,
            Optional<Boolean> forgeMetadata,
            Optional<Optional<Long>> expiresAt) {}
}
