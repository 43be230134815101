// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/// Who makes a call.
///
/// @param keyId the id of the key, safe to log, for instance `key_bootstrap`
/// @param accountId the account to which the key belongs
/// @param userId the user for whom the key speaks
/// @param scopes what the key may do, for instance `chat`, `read`, `admin`
public record Caller(String keyId, String accountId, String userId, Set<String> scopes) {
    /// Keeps a copy of the scopes.
    public Caller {
        requireNonNull(keyId, "keyId is null");
        requireNonNull(accountId, "accountId is null");
        requireNonNull(userId, "userId is null");
        scopes = Set.copyOf(scopes);
    }

    /// Whether the key carries a scope.
    public boolean has(String scope) {
        return scopes.contains(scope);
    }
}
