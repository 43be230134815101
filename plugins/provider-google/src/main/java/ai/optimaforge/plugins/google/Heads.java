// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;

import java.util.UUID;

/// What a chat completion, and each of its chunks, begins with.
final class Heads {
    private Heads() {}

    /// @param answer the answer, or the first event of a stream
    static void write(JsonDocument answer, String object, GeminiModel model, JsonText out) {
        String id =
                answer.string("responseId")
                        .filter(given -> !given.isEmpty())
                        .orElseGet(() -> UUID.randomUUID().toString());
        out.name("id").text("chatcmpl-" + id).name("object").text(object);
        out.name("created").number(System.currentTimeMillis() / 1000);
        out.name("model").text(answer.string("modelVersion").orElse(model.id()));
    }
}
