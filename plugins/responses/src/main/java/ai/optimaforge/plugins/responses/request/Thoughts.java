// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.plugins.responses.answer.ThoughtSeal;
import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.stream.Stream;

/// What an assistant thought before it spoke, as the chat dialect of those has it that take it
/// back.
final class Thoughts {
    private final StringBuilder text = new StringBuilder();
    private final JsonArray blocks = new JsonArray();

    void add(Given reasoning) {
        List<Given> parts =
                Stream.of("summary", "content")
                        .flatMap(name -> reasoning.objects(name).stream())
                        .toList();
        for (Given part : parts) {
            text.append(text.isEmpty() ? "" : "\n\n").append(part.string("text").orElse(""));
        }
        reasoning.string("encrypted_content").flatMap(ThoughtSeal::open).ifPresent(blocks::addAll);
    }

    boolean isEmpty() {
        return text.isEmpty() && blocks.isEmpty();
    }

    void addTo(JsonObject message) {
        if (!text.isEmpty()) {
            message.put("reasoning_content", text.toString());
        }
        if (!blocks.isEmpty()) {
            message.put("thinking_blocks", blocks);
        }
    }
}
