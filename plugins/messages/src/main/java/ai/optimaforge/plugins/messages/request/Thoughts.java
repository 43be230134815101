// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.request;

import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// What an assistant thought before it spoke.
final class Thoughts {
    private final StringBuilder text = new StringBuilder();
    private final JsonArray blocks = new JsonArray();

    /// @param block of type `thinking` or `redacted_thinking`
    void add(Given block) {
        if (block.text("type").equals("thinking")) {
            text.append(block.text("thinking"));
            block.string("signature");
        } else {
            block.text("data");
        }
        blocks.add(block.json());
    }

    boolean isEmpty() {
        return blocks.isEmpty();
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
