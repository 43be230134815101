// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
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

    /// The user whom a request means: the one that it names, or the caller's own.
    ///
    /// @param named a user id in the request; empty if it names none
    /// @param param the field of the request that names it
    /// @throws ForgeException with a 422 if it is no user id, with a 403 if it is another user
    /// and     the key lacks the scope `admin`
    public String userMeant(Optional<String> named, String param) {
        String user = named.orElse(userId);
        if (!UserIds.isWellFormed(user)) {
            throw new ForgeException(
                            CommonError.INVALID_VALUE,
                            param
                                    + " must be 1 to 128 of A-Z a-z 0-9 . _ @ : - and not . or ..,"
                                    + " not "
                                    + user)
                    .withParam(param);
        }
        if (!user.equals(userId) && !has("admin")) {
            throw new ForgeException(
                            CommonError.INSUFFICIENT_SCOPE,
                            "The API key speaks for another user than "
                                    + user
                                    + " and lacks the scope admin.")
                    .withParam(param);
        }
        return user;
    }

    /// Whether the key carries a scope.
    public boolean has(String scope) {
        return scopes.contains(scope);
    }
}
