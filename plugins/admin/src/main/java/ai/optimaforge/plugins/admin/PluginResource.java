// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import ai.optimaforge.spi.admin.PluginInfo;
import ai.optimaforge.spi.admin.Plugins;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.toolkit.resource.Fields;
import ai.optimaforge.toolkit.resource.Lists;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.Optional;

/// The plugins of the node that answers.
final class PluginResource {
    private final Plugins plugins;

    PluginResource(Plugins plugins) {
        this.plugins = plugins;
    }

    Future<Answer> list(Call call) {
        return Future.succeededFuture(
                Answer.json(
                        Lists.document(
                                Lists.part(call, plugins.list(), PluginInfo::id),
                                PluginResource::document,
                                PluginInfo::id)));
    }

    Future<Answer> swap(Call call) {
        return plugins.swap(call.path("id"), version(call), call.context().caller())
                .map(PluginResource::answer);
    }

    Future<Answer> stop(Call call) {
        return plugins.stop(call.path("id"), call.context().caller()).map(PluginResource::answer);
    }

    Future<Answer> start(Call call) {
        return plugins.start(call.path("id"), call.context().caller()).map(PluginResource::answer);
    }

    private static Optional<String> version(Call call) {
        if (call.body().length() == 0) {
            return Optional.empty();
        }
        Fields body = Fields.of(call.json());
        Optional<String> version = body.text("version");
        body.noMore();
        return version;
    }

    private static Answer answer(PluginInfo plugin) {
        return Answer.json(document(plugin));
    }

    private static JsonObject document(PluginInfo plugin) {
        JsonArray others = new JsonArray();
        for (PluginInfo.Version other : plugin.others()) {
            others.add(
                    new JsonObject()
                            .put("version", other.version())
                            .put("state", other.state())
                            .put("reason", other.reason().isEmpty() ? null : other.reason())
                            .put("in_flight", other.inFlight()));
        }
        return new JsonObject()
                .put("object", "plugin")
                .put("id", plugin.id())
                .put("version", plugin.version())
                .put("state", plugin.state())
                .put("reason", plugin.reason().isEmpty() ? null : plugin.reason())
                .put("kinds", new JsonArray(plugin.kinds()))
                .put("in_flight", plugin.inFlight())
                .put("other_versions", others);
    }
}
