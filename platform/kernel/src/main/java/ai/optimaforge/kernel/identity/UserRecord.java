// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.admin.Limits;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.json.JsonObject;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is known of a user.
///
/// @param tier empty if it is the default
/// @param limits what is otherwise than the tier has it
/// @param switches the features that somebody switched on or off
/// @param version of the document; 0 if there is none
record UserRecord(
        String userId,
        Optional<Tier> tier,
        Optional<Limits> limits,
        boolean disabled,
        Map<String, Boolean> switches,
        Optional<Long> createdAt,
        long version) {
    UserRecord {
        switches = Map.copyOf(switches);
    }

    static UserRecord unknown(String userId) {
        return new UserRecord(
                userId, Optional.empty(), Optional.empty(), false, Map.of(), Optional.empty(), 0);
    }

    static UserRecord read(StoredDocument stored) {
        JsonObject body = stored.body();
        Map<String, Boolean> switches = new LinkedHashMap<>();
        body.getJsonObject("features", new JsonObject())
                .forEach(feature -> switches.put(feature.getKey(), (Boolean) feature.getValue()));
        return new UserRecord(
                stored.id(),
                Optional.ofNullable(body.getString("tier")).flatMap(Tier::named),
                LimitsDocument.read(body, "limits"),
                body.getBoolean("disabled", false),
                switches,
                Optional.ofNullable(body.getLong("created_at")),
                stored.version());
    }

    Tier tierOr(Tier defaultTier) {
        return tier.orElse(defaultTier);
    }

    /// What may be told of it, for the audit.
    JsonObject told() {
        return new JsonObject()
                .put("tier", tier.map(Tier::wireName).orElse(null))
                .put("limits", limits.map(LimitsDocument::of).orElse(null))
                .put("disabled", disabled)
                .put("features", new JsonObject(new LinkedHashMap<>(switches)));
    }
}
