// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import ai.optimaforge.spi.UserIds;
import ai.optimaforge.spi.admin.KeyInfo;
import ai.optimaforge.spi.admin.Keys;
import ai.optimaforge.spi.admin.Keys.KeyChange;
import ai.optimaforge.spi.admin.Keys.KeySpec;
import ai.optimaforge.spi.admin.Keys.NewKey;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.toolkit.resource.Fields;
import ai.optimaforge.toolkit.resource.Lists;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The keys of callers.
final class KeyResource {
    private static final List<String> SCOPES =
            List.of("chat", "read", "features", "memory", "agents", "connect", "admin");
    private static final Set<String> USUAL_SCOPES = Set.of("chat", "read");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ACCOUNT = 128;
    private static final Duration USUAL_OVERLAP = Duration.ofHours(1);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final Keys keys;

    KeyResource(Keys keys) {
        this.keys = keys;
    }

    Future<Answer> create(Call call) {
        return keys.create(spec(Fields.of(call.json())), call.context().caller())
                .map(KeyResource::withSecret);
    }

    Future<Answer> list(Call call) {
        return keys.list(Lists.request(call))
                .map(part -> Lists.document(part, KeyResource::document, KeyInfo::id))
                .map(Answer::json);
    }

    Future<Answer> get(Call call) {
        return keys.get(call.path("id")).map(KeyResource::document).map(Answer::json);
    }

    Future<Answer> update(Call call) {
        KeyChange change = change(Fields.of(call.json()));
        return keys.change(call.path("id"), change, call.context().caller())
                .map(KeyResource::document)
                .map(Answer::json);
    }

    Future<Answer> revoke(Call call) {
        return keys.revoke(call.path("id"), call.context().caller())
                .map(
                        key ->
                                Answer.json(
                                        new JsonObject()
                                                .put("id", key.id())
                                                .put("object", "key.deleted")
                                                .put("deleted", true)));
    }

    Future<Answer> rotate(Call call) {
        return keys.rotate(call.path("id"), overlap(call), call.context().caller())
                .map(KeyResource::withSecret);
    }

    private static KeySpec spec(Fields body) {
        KeySpec spec =
                new KeySpec(
                        body.required("name", name -> body.text(name, LONGEST_NAME)),
                        body.text("account_id", LONGEST_ACCOUNT),
                        body.required("user_id", name -> userId(body, name)),
                        scopes(body).orElse(USUAL_SCOPES),
                        body.texts("models").map(Set::copyOf),
                        LimitFields.change(body).flatMap(limits -> limits),
                        labels(body, "labels").orElse(Map.of()),
                        body.flag("forge_metadata").orElse(true),
                        expiry(body, "expires_at"));
        body.noMore();
        return spec;
    }

    private static KeyChange change(Fields body) {
        KeyChange change =
                new KeyChange(
                        body.text("name", LONGEST_NAME),
                        scopes(body),
                        body.nullable("models", name -> body.texts(name).map(Set::copyOf)),
                        LimitFields.change(body),
                        body.nullable("labels", name -> labels(body, name))
                                .map(labels -> labels.orElse(Map.of())),
                        body.flag("forge_metadata"),
                        body.nullable("expires_at", name -> expiry(body, name)));
        body.noMore();
        return change;
    }

    private static Duration overlap(Call call) {
        if (call.body().length() == 0) {
            return USUAL_OVERLAP;
        }
        Fields body = Fields.of(call.json());
        Duration overlap =
                body.integer("overlap_seconds", 0, LONGEST_OVERLAP.toSeconds())
                        .map(Duration::ofSeconds)
                        .orElse(USUAL_OVERLAP);
        body.noMore();
        return overlap;
    }

    private static Optional<String> userId(Fields body, String name) {
        Optional<String> user = body.text(name);
        if (user.filter(id -> !UserIds.isWellFormed(id)).isPresent()) {
            throw body.invalid(name, "must be 1 to 128 of A-Z a-z 0-9 . _ @ : - and not . or ..");
        }
        return user;
    }

    private static Optional<Set<String>> scopes(Fields body) {
        Optional<List<String>> scopes = body.texts("scopes");
        if (scopes.filter(given -> !SCOPES.containsAll(given)).isPresent()) {
            throw body.invalid("scopes", "must be some of " + String.join(", ", SCOPES));
        }
        return scopes.map(Set::copyOf);
    }

    /// Only that they are texts; the platform has the rules for them.
    private static Optional<Map<String, String>> labels(Fields body, String name) {
        return body.object(name).map(KeyResource::labels);
    }

    private static Map<String, String> labels(Fields fields) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String name : fields.names()) {
            labels.put(
                    name,
                    fields.text(name).orElseThrow(() -> fields.invalid(name, "must be a text")));
        }
        return labels;
    }

    private static Optional<Long> expiry(Fields body, String name) {
        Optional<Long> expiry = body.integer(name, 0);
        if (expiry.filter(at -> at <= Instant.now().getEpochSecond()).isPresent()) {
            throw body.invalid(name, "must be in the future, in Unix seconds");
        }
        return expiry;
    }

    /// The only answer that holds a secret.
    private static Answer withSecret(NewKey made) {
        return Answer.secret(document(made.key()).put("secret", made.secret()), "secret");
    }

    private static JsonObject document(KeyInfo key) {
        return new JsonObject()
                .put("object", "key")
                .put("id", key.id())
                .put("name", key.name())
                .put("prefix", key.prefix())
                .put("account_id", key.accountId())
                .put("user_id", key.userId())
                .put("scopes", sorted(key.scopes()))
                .put("models", key.models().map(KeyResource::sorted).orElse(null))
                .put("limits", LimitFields.document(key.limits()))
                .put("labels", new JsonObject(new TreeMap<>(key.labels())))
                .put("forge_metadata", key.forgeMetadata())
                .put("created_at", key.createdAt())
                .put("expires_at", key.expiresAt().orElse(null))
                .put("last_used_at", key.lastUsedAt().orElse(null))
                .put("revoked_at", key.revokedAt().orElse(null));
    }

    private static JsonArray sorted(Collection<String> texts) {
        return new JsonArray(new ArrayList<>(new TreeSet<>(texts)));
    }
}
