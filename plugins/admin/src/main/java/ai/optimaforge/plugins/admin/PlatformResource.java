// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.admin.Health;
import ai.optimaforge.spi.admin.PluginInfo;
import ai.optimaforge.spi.admin.Providers.ProviderInfo;
import ai.optimaforge.spi.admin.Status;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the platform does: in a word, in numbers, and plugin by plugin.
final class PlatformResource {
    private final Administration administration;

    PlatformResource(Administration administration) {
        this.administration = administration;
    }

    Future<Answer> health(Call call) {
        Health health = administration.health();
        JsonObject document =
                new JsonObject()
                        .put("status", health.state().name().toLowerCase(ROOT))
                        .put("timestamp", Instant.now().getEpochSecond());
        putReasons(document, health);
        int status = health.state() == Health.State.UNAVAILABLE ? 503 : 200;
        return Future.succeededFuture(new Answer.Document(status, Map.of(), document.toBuffer()));
    }

    Future<Answer> status(Call call) {
        return administration.status().map(this::document).map(Answer::json);
    }

    private JsonObject document(Status status) {
        JsonObject document =
                new JsonObject()
                        .put(
                                "status",
                                status.health().state() == Health.State.OK
                                        ? "healthy"
                                        : status.health().state().name().toLowerCase(ROOT));
        putReasons(document, status.health());
        return document.put("uptime_seconds", status.uptime().toSeconds())
                .put("version", status.version())
                .put("providers", providers(administration.providers().list()))
                .put("requests_today", status.requestsToday())
                .put(
                        "cluster",
                        new JsonObject()
                                .put("members", nodes(status.members()))
                                .put("differences", new JsonArray(status.differences())))
                .put("plugins", states(administration.plugins().list()))
                .put("connections", status.connections())
                .put("queues", new JsonObject(new TreeMap<>(status.queues())));
    }

    private static JsonArray nodes(List<Status.Node> members) {
        JsonArray nodes = new JsonArray();
        for (Status.Node node : members) {
            nodes.add(
                    new JsonObject()
                            .put("id", node.id())
                            .put("address", node.address())
                            .put("plugin_set", node.pluginSet().orElse(null)));
        }
        return nodes;
    }

    private static void putReasons(JsonObject document, Health health) {
        if (!health.reasons().isEmpty()) {
            document.put("reasons", new JsonArray(health.reasons()));
        }
    }

    private static JsonObject providers(List<ProviderInfo> providers) {
        JsonObject states = new JsonObject();
        for (ProviderInfo provider : providers) {
            JsonObject state =
                    new JsonObject()
                            .put("status", ProviderResource.state(provider))
                            .put("latency_ms", ProviderResource.latency(provider));
            if (!provider.openCircuits().isEmpty()) {
                state.put("open_circuits", new JsonArray(provider.openCircuits()));
            }
            if (!provider.openElsewhere().isEmpty()) {
                state.put("open_elsewhere", new JsonArray(provider.openElsewhere()));
            }
            states.put(provider.id(), state);
        }
        return states;
    }

    private static JsonArray states(List<PluginInfo> plugins) {
        JsonArray states = new JsonArray();
        for (PluginInfo plugin : plugins) {
            states.add(
                    new JsonObject()
                            .put("id", plugin.id())
                            .put("version", plugin.version())
                            .put("state", plugin.state()));
        }
        return states;
    }
}
