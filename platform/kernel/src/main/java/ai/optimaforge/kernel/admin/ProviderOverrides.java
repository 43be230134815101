// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.admin;

import ai.optimaforge.kernel.audit.AuditTrail;
import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.model.InstanceOverride;
import ai.optimaforge.kernel.model.ModelRoom;
import ai.optimaforge.kernel.secret.SecretBox;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.Providers.ProviderInfo;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What the operator has said of provider instances while the platform ran: kept in the store,
/// and applied on every node.
public final class ProviderOverrides {
    private static final Logger log = LoggerFactory.getLogger("admin");
    private static final String TOPIC = "forge.provider.changed";
    private static final String API_KEY = "api-key";
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final DocumentCollection documents;
    private final ModelRoom models;
    private final SecretBox secrets;
    private final Events events;
    private final AuditTrail audit;
    private final Vertx vertx;

    /// The version of each document that the instances have.
    private final Map<String, Long> applied = new ConcurrentHashMap<>();

    /// Nothing is read before [#begin].
    public ProviderOverrides(
            DocumentStore store,
            ModelRoom models,
            SecretBox secrets,
            Events events,
            AuditTrail audit,
            Vertx vertx) {
        this.documents = store.collection(CollectionSpec.of("providers"));
        this.models = models;
        this.secrets = secrets;
        this.events = events;
        this.audit = audit;
        this.vertx = vertx;
    }

    /// Applies what is stored, as soon as the store can be read, and what is changed from then
    /// on.
    public void begin() {
        events.subscribe(
                TOPIC,
                event ->
                        documents
                                .get(event.getString("id"))
                                .onSuccess(found -> found.ifPresent(this::applyOrWarn))
                                .onFailure(ProviderOverrides::warn));
        readAll();
    }

    private void readAll() {
        documents
                .find(Query.where(Filter.all()).limitedTo(Query.MAX_LIMIT))
                .onSuccess(page -> page.documents().forEach(this::applyOrWarn))
                .onFailure(away -> vertx.setTimer(AGAIN.toMillis(), timer -> readAll()));
    }

    private void applyOrWarn(StoredDocument stored) {
        apply(stored).onFailure(ProviderOverrides::warn);
    }

    /// What this node has changed itself, it hears of once more: an instance is made anew only
    /// for what it does not have yet.
    private Future<Void> apply(StoredDocument stored) {
        Long before = applied.getOrDefault(stored.id(), 0L);
        if (applied.merge(stored.id(), stored.version(), Math::max).equals(before)) {
            return Future.succeededFuture();
        }
        try {
            return models.override(stored.id(), override(stored.id(), stored.body()));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private static void warn(Throwable failure) {
        log.warn("a provider keeps its settings: {}", failure.getMessage());
    }

    private InstanceOverride override(String id, JsonObject body) throws IOException {
        Map<String, Object> settings =
                new LinkedHashMap<>(body.getJsonObject("settings", new JsonObject()).getMap());
        String sealed = body.getString("api_key");
        if (sealed != null) {
            settings.put(API_KEY, secrets.open(sealed, place(id)).reveal());
        }
        return new InstanceOverride(body.getBoolean("enabled", true), settings);
    }

    private static String place(String id) {
        return "providers/" + id;
    }

    /// Changes settings of an instance, here and then on the other nodes.
    Future<Void> change(ProviderInfo before, JsonObject settings, Caller by) {
        requireNoReference(settings.getMap());
        String id = before.id();
        return documents
                .get(id)
                .compose(
                        found -> {
                            JsonObject body =
                                    changed(
                                            id,
                                            found.map(StoredDocument::body)
                                                    .orElseGet(JsonObject::new),
                                            settings);
                            check(id, body);
                            // of two operators at once, one is told to look again
                            return found.isPresent()
                                    ? documents.replace(found.get(), body)
                                    : documents.insert(id, body);
                        })
                .compose(stored -> apply(stored).compose(done -> note(before, settings, by)))
                .onSuccess(done -> events.publish(TOPIC, new JsonObject().put("id", id)));
    }

    /// A reference in a value from outside would hand out what this machine keeps secret.
    private static void requireNoReference(Map<String, Object> settings) {
        settings.forEach(
                (key, value) -> {
                    if (String.valueOf(value).contains("${")) {
                        throw new ForgeException(
                                        CommonError.INVALID_VALUE,
                                        key + " must not refer to ${…}: give the value itself.")
                                .withParam(key);
                    }
                });
    }

    private JsonObject changed(String id, JsonObject body, JsonObject settings) {
        JsonObject merged = body.getJsonObject("settings", new JsonObject()).copy();
        JsonObject changed = body.copy().put("settings", merged);
        for (String key : List.copyOf(settings.fieldNames())) {
            Object value = settings.getValue(key);
            switch (key) {
                case "enabled" -> changed.put("enabled", value);
                case API_KEY -> changed.put("api_key", value == null ? null : sealed(id, value));
                default -> {
                    if (value == null) {
                        merged.remove(key);
                    } else {
                        merged.put(key, value);
                    }
                }
            }
        }
        return changed;
    }

    private String sealed(String id, Object key) {
        try {
            return secrets.seal(Secret.of(String.valueOf(key)), place(id));
        } catch (IOException e) {
            throw new IllegalStateException("the key of secrets can't be used", e);
        }
    }

    private InstanceOverride opened(String id, JsonObject body) {
        try {
            return override(id, body);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void check(String id, JsonObject body) {
        try {
            models.check(id, opened(id, body));
        } catch (ConfigurationException e) {
            throw new ForgeException(CommonError.INVALID_VALUE, String.join("; ", e.problems()));
        }
    }

    private Future<Void> note(ProviderInfo before, JsonObject settings, Caller by) {
        JsonObject told = settings.copy();
        if (told.containsKey(API_KEY)) {
            told.put(API_KEY, Secret.MASK);
        }
        JsonObject was = new JsonObject(new LinkedHashMap<>(before.settings()));
        return audit.note(
                "provider.change",
                before.id(),
                by,
                Optional.of(was.put("enabled", before.enabled())),
                Optional.of(told));
    }
}
