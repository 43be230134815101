// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import static ai.optimaforge.testing.upstream.anthropic.RefusedException.unless;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;

/// What the real service wants where the model shall think.
final class ThinkingRules {
    private ThinkingRules() {}

    static void check(JsonObject body) {
        JsonObject thinking = body.getJsonObject("thinking");
        if (thinking == null) {
            return;
        }
        String type = thinking.getString("type", "");
        model(body.getString("model"), type);
        if (type.equals("disabled")) {
            return;
        }
        unless(
                !ToolRules.isForced(body),
                "Thinking may not be enabled when tool_choice forces tool use.");
        unless(
                body.getDouble("temperature", 1.0) == 1,
                "`temperature` may only be set to 1 when thinking is enabled.");
        unless(
                body.getDouble("top_p", 1.0) >= 0.95,
                "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.");
        unless(!body.containsKey("top_k"), "`top_k` must be unset when thinking is enabled.");
        if (type.equals("enabled")) {
            budget(body, thinking);
            roundTrip(body.getJsonArray("messages"));
        }
    }

    private static void model(String model, String type) {
        boolean adaptive = model.equals(FakeModels.ADAPTIVE);
        unless(
                !(adaptive && type.equals("enabled")),
                "\"thinking.type.enabled\" is not supported for this model. Use"
                        + " \"thinking.type.adaptive\" and \"output_config.effort\" to control"
                        + " thinking behavior.");
        boolean budget = model.equals(FakeModels.CHAT);
        boolean old = model.equals(FakeModels.OLD);
        unless(
                !(type.equals("adaptive") && (budget || old)),
                "adaptive thinking is not supported on this model");
        unless(!(type.equals("enabled") && old), "thinking is not supported on this model");
    }

    private static void budget(JsonObject body, JsonObject thinking) {
        int budget = thinking.getInteger("budget_tokens", 0);
        unless(
                budget >= 1024,
                "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
        unless(
                budget < body.getInteger("max_tokens"),
                "`max_tokens` must be greater than `thinking.budget_tokens`.");
    }

    /// The last calls whose results have come must follow the thoughts that led to them.
    private static void roundTrip(JsonArray messages) {
        int last = messages.size() - 1;
        boolean results =
                MessageRules.blocks(messages.getJsonObject(last)).stream()
                        .allMatch(block -> "tool_result".equals(block.getString("type")));
        if (!results || last == 0) {
            return;
        }
        List<JsonObject> calls = MessageRules.blocks(messages.getJsonObject(last - 1));
        String first = calls.getFirst().getString("type");
        unless(
                first.equals("thinking") || first.equals("redacted_thinking"),
                "messages."
                        + (last - 1)
                        + ".content.0.type: Expected `thinking` or `redacted_thinking`, but found `"
                        + first
                        + "`. When `thinking` is enabled, a final `assistant` message must start"
                        + " with a thinking block.");
    }
}
