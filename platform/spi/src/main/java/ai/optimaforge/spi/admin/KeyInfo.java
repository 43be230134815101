// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A key, without its secret. Times are Unix seconds.
///
/// @param id `key_…`
/// @param name for people
/// @param prefix the first characters of the secret, to recognise it
/// @param accountId the account that it belongs to
/// @param userId the user for whom it speaks
/// @param scopes what it may do
/// @param models the only models that it may call; empty if all
/// @param limits limits of its own, beside those of the user; empty if none
/// @param labels what the operator says of it, by name
/// @param forgeMetadata whether answers carry `forge_metadata`
/// @param createdAt when it was made
/// @param expiresAt when it stops working
/// @param lastUsedAt when it was last used, to the minute
/// @param revokedAt when it was revoked
public record KeyInfo(
        String id,
        String name,
        String prefix,
        String accountId,
        String userId,
        Set<String> scopes,
        Optional<Set<String>> models,
        Optional<Limits> limits,
        Map<String, String> labels,
        boolean forgeMetadata,
        long createdAt,
        Optional<Long> expiresAt,
        Optional<Long> lastUsedAt,
        Optional<Long> revokedAt) {
    /// Keeps copies.
    public KeyInfo {
        scopes = Set.copyOf(scopes);
        models = models.map(Set::copyOf);
        labels = Map.copyOf(labels);
    }
}
