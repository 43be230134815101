// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.admin.KeyInfo;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A key as it is stored.
final class KeyRecord {
    private KeyRecord() {}

    static KeyInfo info(StoredDocument stored) {
        JsonObject body = stored.body();
        return new KeyInfo(
                stored.id(),
                body.getString("name"),
                body.getString("prefix"),
                body.getString("account_id"),
                body.getString("user_id"),
                strings(body.getJsonArray("scopes")),
                Optional.ofNullable(body.getJsonArray("models")).map(KeyRecord::strings),
                LimitsDocument.read(body, "limits"),
                labels(body.getJsonObject("labels")),
                body.getBoolean("forge_metadata", true),
                body.getLong("created_at"),
                Optional.ofNullable(body.getLong("expires_at")),
                Optional.ofNullable(body.getLong("last_used_at")),
                Optional.ofNullable(body.getLong("revoked_at")));
    }

    static JsonObject body(KeyInfo key, KeyHash hash) {
        return changed(key, new JsonObject().put("hash", hash.hex()));
    }

    /// What the document becomes when the key is so.
    static JsonObject changed(KeyInfo key, JsonObject body) {
        return body.copy()
                .put("name", key.name())
                .put("prefix", key.prefix())
                .put("account_id", key.accountId())
                .put("user_id", key.userId())
                .put("scopes", array(key.scopes()))
                .put("models", key.models().map(KeyRecord::array).orElse(null))
                .put("limits", key.limits().map(LimitsDocument::of).orElse(null))
                .put("labels", new JsonObject(new TreeMap<>(key.labels())))
                .put("forge_metadata", key.forgeMetadata())
                .put("created_at", key.createdAt())
                .put("expires_at", key.expiresAt().orElse(null))
                .put("last_used_at", key.lastUsedAt().orElse(null))
                .put("revoked_at", key.revokedAt().orElse(null));
    }

    /// What may be told of a key, for the audit.
    static JsonObject told(KeyInfo key) {
        return changed(key, new JsonObject());
    }

    private static Map<String, String> labels(@Nullable JsonObject object) {
        Map<String, String> labels = new TreeMap<>();
        if (object != null) {
            object.forEach(label -> labels.put(label.getKey(), String.valueOf(label.getValue())));
        }
        return labels;
    }

    private static JsonArray array(Set<String> values) {
        return new JsonArray(List.copyOf(new TreeSet<>(values)));
    }

    private static Set<String> strings(@Nullable JsonArray array) {
        Set<String> strings = new LinkedHashSet<>();
        if (array != null) {
            array.forEach(value -> strings.add(String.valueOf(value)));
        }
        return strings;
    }
}
