// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// How probable a token was, with every key that the official SDKs require.
final class Logprobs {
    private Logprobs() {}

    static JsonObject of(JsonObject told) {
        JsonArray top = new JsonArray();
        if (told.getValue("top_logprobs") instanceof JsonArray given) {
            given.forEach(
                    other -> {
                        if (other instanceof JsonObject token) {
                            top.add(token(token));
                        }
                    });
        }
        return token(told).put("top_logprobs", top);
    }

    private static JsonObject token(JsonObject told) {
        return new JsonObject()
                .put("token", told.getString("token", ""))
                .put("logprob", told.getValue("logprob", 0))
                .put(
                        "bytes",
                        told.getValue("bytes") instanceof JsonArray bytes
                                ? bytes
                                : new JsonArray());
    }
}
