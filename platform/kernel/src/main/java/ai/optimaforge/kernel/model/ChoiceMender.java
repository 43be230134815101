// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.Optional;
import java.util.function.Consumer;

/// Mends one choice of a stream.
final class ChoiceMender {
    private final int index;
    private final boolean tools;
    private final ToolCallMender toolCalls = new ToolCallMender();
    private boolean begun;
    private boolean finished;

    /// @param tools whether the request offered tools, so that a call comes as a tool call
    ChoiceMender(int index, boolean tools) {
        this.index = index;
        this.tools = tools;
    }

    /// @param before takes the delta of a chunk that has to come before this one
    JsonDocument mend(JsonDocument original, Consumer<JsonObject> before) {
        JsonDocument choice = original.has("index") ? original : original.with("index", index);
        if (choice.object("delta").isEmpty()) {
            choice = choice.with("delta", new JsonObject());
        }
        boolean first = !begun;
        begun = true;
        JsonDocument mended =
                choice.mapObject(
                        "delta", delta -> mendDelta(delta, first, isLast(original), before));
        return mendFinishReason(mended, before);
    }

    private static boolean isLast(JsonDocument choice) {
        return choice.string("finish_reason").isPresent();
    }

    private JsonDocument mendDelta(
            JsonDocument original, boolean first, boolean last, Consumer<JsonObject> before) {
        JsonDocument delta =
                tools ? original.without("function_call") : LegacyCall.without(original);
        if (hasNoCalls(original)) {
            delta = delta.without("tool_calls");
        }
        if (first) {
            return mendFirst(delta, last, before);
        }
        return toolCalls.mend(delta.has("role") ? delta.without("role") : delta);
    }

    /// The first chunk of a choice carries the role and an empty content; what else it holds
    /// comes after.
    private JsonDocument mendFirst(JsonDocument delta, boolean last, Consumer<JsonObject> before) {
        boolean more = last || delta.has("tool_calls");
        boolean bare = !more && !delta.has("content");
        if (bare || (!more && isEmptyString(delta, "content"))) {
            JsonDocument withRole = isAssistant(delta) ? delta : delta.with("role", "assistant");
            return bare ? withRole.with("content", "") : withRole;
        }
        before.accept(new JsonObject().put("role", "assistant").put("content", ""));
        return toolCalls.mend(delta.without("role"));
    }

    private static boolean isAssistant(JsonDocument delta) {
        return delta.string("role").filter("assistant"::equals).isPresent();
    }

    private static boolean isEmptyString(JsonDocument delta, String name) {
        return delta.string(name).filter(String::isEmpty).isPresent();
    }

    private static boolean hasNoCalls(JsonDocument delta) {
        return delta.isEmpty("tool_calls")
                || delta.type("tool_calls").filter(JsonType.NULL::equals).isPresent();
    }

    private JsonDocument mendFinishReason(JsonDocument choice, Consumer<JsonObject> before) {
        Optional<String> reason = choice.string("finish_reason");
        if (reason.isEmpty()) {
            return choice.has("finish_reason") ? choice : choice.with("finish_reason", null);
        }
        if (finished) {
            // some upstreams say it again beside the usage
            return choice.with("finish_reason", null);
        }
        finished = true;
        completeArguments(before);
        return FinishReasons.isKnown(reason.get())
                ? choice
                : choice.with("finish_reason", FinishReasons.translate(reason.get()));
    }

    private void completeArguments(Consumer<JsonObject> before) {
        JsonArray missing = toolCalls.missingArguments();
        if (!missing.isEmpty()) {
            before.accept(new JsonObject().put("tool_calls", missing));
        }
    }

    /// The finish reason of a choice that never got one.
    Optional<String> missingFinishReason(Consumer<JsonObject> before) {
        if (finished) {
            return Optional.empty();
        }
        completeArguments(before);
        return Optional.of(toolCalls.any() ? "tool_calls" : "stop");
    }
}
