// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.admin.Providers;
import ai.optimaforge.spi.admin.Providers.ProviderInfo;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.toolkit.resource.Fields;
import ai.optimaforge.toolkit.resource.Lists;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.TreeMap;

/// The provider instances.
final class ProviderResource {
    private static final int LONGEST_URL = 2000;

    private final Providers providers;

    ProviderResource(Providers providers) {
        this.providers = providers;
    }

    Future<Answer> list(Call call) {
        return Future.succeededFuture(
                Answer.json(
                        Lists.document(
                                Lists.part(call, providers.list(), ProviderInfo::id),
                                ProviderResource::document,
                                ProviderInfo::id)));
    }

    Future<Answer> get(Call call) {
        return providers.get(call.path("id")).map(ProviderResource::document).map(Answer::json);
    }

    Future<Answer> update(Call call) {
        JsonObject settings = settings(Fields.of(call.json()));
        return providers
                .change(call.path("id"), settings, call.context().caller())
                .map(ProviderResource::document)
                .map(Answer::json);
    }

    Future<Answer> test(Call call) {
        return providers.test(call.path("id")).map(ProviderResource::document).map(Answer::json);
    }

    /// What a body changes, in the names of an instance's file.
    private static JsonObject settings(Fields body) {
        JsonObject settings = new JsonObject();
        body.flag("enabled").ifPresent(enabled -> settings.put("enabled", enabled));
        body.text("base_url", LONGEST_URL).ifPresent(url -> settings.put("base-url", url));
        body.secret("api_key").ifPresent(key -> settings.put("api-key", key));
        body.nullable("models", body::texts)
                .ifPresent(
                        models -> settings.put("models", models.map(JsonArray::new).orElse(null)));
        body.integer("weight", 0, Integer.MAX_VALUE)
                .ifPresent(weight -> settings.put("weight", weight));
        body.object("timeouts").ifPresent(timeouts -> putTimeouts(settings, timeouts));
        body.noMore();
        return settings;
    }

    private static void putTimeouts(JsonObject settings, Fields timeouts) {
        putTimeout(settings, "connect-timeout", timeouts, "connect_ms");
        putTimeout(settings, "first-byte-timeout", timeouts, "first_byte_ms");
        putTimeout(settings, "idle-timeout", timeouts, "idle_ms");
        timeouts.noMore();
    }

    private static void putTimeout(
            JsonObject settings, String setting, Fields timeouts, String name) {
        timeouts.integer(name, 1, Integer.MAX_VALUE)
                .ifPresent(millis -> settings.put(setting, millis + " ms"));
    }

    private static JsonObject document(ProviderInfo provider) {
        return new JsonObject()
                .put("object", "provider")
                .put("id", provider.id())
                .put("type", provider.type())
                .put("origin", provider.origin())
                .put("enabled", provider.enabled())
                .put("status", state(provider))
                .put("problem", provider.problem().isEmpty() ? null : provider.problem())
                .put("models", provider.models())
                .put("latency_ms", latency(provider))
                .put("open_circuits", new JsonArray(provider.openCircuits()))
                .put("settings", new JsonObject(new TreeMap<>(provider.settings())));
    }

    static String state(ProviderInfo provider) {
        return provider.status().name().toLowerCase(ROOT);
    }

    static @Nullable Long latency(ProviderInfo provider) {
        return provider.latency().isPresent() ? provider.latency().getAsLong() : null;
    }

    private static JsonObject document(Providers.Test test) {
        return new JsonObject()
                .put("object", "provider.test")
                .put("id", test.id())
                .put("ok", test.ok())
                .put("latency_ms", test.latencyMillis())
                .put("models", test.models())
                .put("error", test.error().orElse(null));
    }
}
