// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.NativeRequest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;

/// An upstream that speaks the Responses API itself.
///
/// @param title its name for people
/// @param tools which tools it takes
record NativeResponses(String title, Tools tools) {
    private static final String FUNCTION = "function";

    /// What an upstream does with tools.
    enum Tools {
        /// It runs those that the API documents.
        ALL,
        /// It takes functions, which the client runs, and refuses others or passes over them.
        FUNCTIONS
    }

    static NativeResponses of(String title, JsonObject json) {
        return new NativeResponses(title, Tools.valueOf(json.getString("tools").toUpperCase(ROOT)));
    }

    /// The request as the upstream takes it; itself if it is so already.
    NativeRequest apply(NativeRequest request, CallContext call) {
        JsonDocument document = request.document();
        List<JsonDocument> given = document.objects("tools");
        List<JsonDocument> kept = given.stream().filter(NativeResponses::isFunction).toList();
        if (tools == Tools.ALL || kept.size() == given.size()) {
            return request;
        }
        for (JsonDocument tool : given) {
            if (!isFunction(tool)) {
                call.notice(
                        "tools (%s) was left out: %s does not run it"
                                .formatted(tool.string("type").orElse(""), title));
            }
        }
        boolean chosen = document.object("tool_choice").filter(c -> !isFunction(c)).isPresent();
        JsonDocument plain = chosen ? document.without("tool_choice") : document;
        JsonArray functions = new JsonArray();
        kept.forEach(tool -> functions.add(tool.toJson()));
        return new NativeRequest(
                request.dialect(),
                kept.isEmpty()
                        ? plain.without("tools").without("tool_choice")
                        : plain.with("tools", functions),
                request.headers());
    }

    private static boolean isFunction(JsonDocument tool) {
        return tool.string("type").filter(FUNCTION::equals).isPresent();
    }
}
