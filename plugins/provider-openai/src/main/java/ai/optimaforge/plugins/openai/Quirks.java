// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatRequest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// In what an upstream differs from OpenAI.
///
/// @param all each of them, in the order in which they are applied
record Quirks(List<Quirk> all) {
    static final Quirks NONE = new Quirks(List.of());

    Quirks {
        all = List.copyOf(all);
    }

    static Quirks of(String upstream, JsonArray json) {
        return new Quirks(
                json.stream().map(quirk -> Quirk.of(upstream, (JsonObject) quirk)).toList());
    }

    /// The request as the upstream takes it; itself if it is so already.
    ///
    /// @throws ai.optimaforge.spi.ForgeException if it cannot be taken without a change of its
    /// meaning
    ChatRequest apply(ChatRequest request, CallContext call) {
        if (all.isEmpty()) {
            return request;
        }
        // a field of many messages is told of once
        Set<String> notices = new LinkedHashSet<>();
        JsonDocument document = request.document();
        for (Quirk quirk : all) {
            document = quirk.apply(document, notices::add);
        }
        notices.forEach(call::notice);
        return new ChatRequest(document);
    }
}
