// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// The models of the fake upstream, one for each time of the wire: `fake-old` neither thinks nor
/// has structured output, `fake-chat` thinks within a budget, `fake-adaptive` thinks as it likes
/// and takes no sampling parameters. A model that is not listed takes everything.
final class FakeModels {
    static final String OLD = "fake-old";
    static final String CHAT = "fake-chat";
    static final String ADAPTIVE = "fake-adaptive";

    private FakeModels() {}

    static boolean isListed(String model) {
        return model.equals(OLD) || model.equals(CHAT) || model.equals(ADAPTIVE);
    }

    static JsonObject list() {
        var data =
                new JsonArray()
                        .add(model(ADAPTIVE, 128_000, false, true, true))
                        .add(model(CHAT, 64_000, true, false, true))
                        .add(model(OLD, 8192, false, false, false));
        return new JsonObject()
                .put("data", data)
                .put("has_more", false)
                .put("first_id", ADAPTIVE)
                .put("last_id", OLD);
    }

    private static JsonObject model(
            String id, int maxTokens, boolean budget, boolean adaptive, boolean structured) {
        var types =
                new JsonObject()
                        .put("enabled", support(budget))
                        .put("adaptive", support(adaptive))
                        .put("disabled", support(true));
        var effort = support(adaptive);
        for (String level : new String[] {"low", "medium", "high", "max"}) {
            effort.put(level, support(adaptive));
        }
        var capabilities =
                new JsonObject()
                        .put("image_input", support(true))
                        .put("pdf_input", support(structured))
                        .put("structured_outputs", support(structured))
                        .put("thinking", support(budget || adaptive).put("types", types))
                        .put("effort", effort);
        return new JsonObject()
                .put("type", "model")
                .put("id", id)
                .put("display_name", "Fake " + id)
                .put("created_at", "2025-01-01T00:00:00Z")
                .put("max_input_tokens", 200_000)
                .put("max_tokens", maxTokens)
                .put("lifecycle", "active")
                .putNull("retires_at")
                .put("capabilities", capabilities);
    }

    private static JsonObject support(boolean supported) {
        return new JsonObject().put("supported", supported);
    }
}
