// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.feature.Tier;

import java.util.Optional;
import java.util.Set;

/// Who makes a call.
///
/// @param keyId the id of the key, safe to log, for instance `key_bootstrap`
/// @param accountId the account to which the key belongs
/// @param userId the user for whom the key speaks
/// @param tier the user's tier
/// @param scopes what the key may do, for instance `chat`, `read`, `admin`
/// @param featuresOff the ids of the features that are off for the user
/// @param models the only models that the key may call; empty if all
/// @param forgeMetadata whether answers to this key carry `forge_metadata`
public record Caller(
        String keyId,
        String accountId,
        String userId,
        Tier tier,
        Set<String> scopes,
        Set<String> featuresOff,
        Optional<Set<String>> models,
        boolean forgeMetadata) {
    private static final Caller PLATFORM =
            new Caller(
                    "platform",
                    "platform",
                    "platform",
                    Tier.ENTERPRISE,
                    Set.of(),
                    Set.of(),
                    Optional.empty(),
                    true);

    /// Keeps copies of the sets.
    public Caller {
        requireNonNull(keyId, "keyId is null");
        requireNonNull(accountId, "accountId is null");
        requireNonNull(userId, "userId is null");
        requireNonNull(tier, "tier is null");
        scopes = Set.copyOf(scopes);
        featuresOff = Set.copyOf(featuresOff);
        models = models.map(Set::copyOf);
    }

    /// The platform itself, for what nobody asked for, such as the list of a provider's models.
    public static Caller platform() {
        return PLATFORM;
    }

    /// The same caller, whose answers carry no `forge_metadata`.
    public Caller withoutMetadata() {
        return new Caller(keyId, accountId, userId, tier, scopes, featuresOff, models, false);
    }

    /// Whether the key may call a model.
    ///
    /// @param instance the provider instance
    /// @param model the model's id at the provider
    public boolean mayCall(String instance, String model) {
        return models.isEmpty()
                || models.get().contains(model)
                || models.get().contains(instance + "/" + model);
    }

    /// The user whom a request means: the one that it names, or the caller's own.
    ///
    /// @param named a user id in the request; empty if it names none
    /// @param param the field of the request that names it
    /// @throws ForgeException with a 422 if it is no user id, with a 403 if it is another user
    /// and the key lacks the scope `admin`
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

    /// Whether a feature is on for the user; one that no plugin defines is.
    public boolean hasFeature(String id) {
        return !featuresOff.contains(id);
    }

    /// Whether the key carries a scope.
    public boolean has(String scope) {
        return scopes.contains(scope);
    }
}
