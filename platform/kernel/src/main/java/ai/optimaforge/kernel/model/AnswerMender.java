// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import java.util.UUID;

/// Gives a whole answer what clients rely on and some upstreams leave out or say otherwise. An
/// answer that is right is not touched.
final class AnswerMender {
    private final String model;
    private int choice;

    private AnswerMender(String model) {
        this.model = model;
    }

    /// @param model the model that was asked, for an answer that does not name its own
    static ChatAnswer mend(ChatAnswer answer, String model) {
        return new ChatAnswer(new AnswerMender(model).mend(answer.document()));
    }

    private JsonDocument mend(JsonDocument answer) {
        if (answer.type("choices").filter(JsonType.ARRAY::equals).isEmpty()) {
            throw UpstreamException.of(Failure.GARBLED, "its answer has no choices");
        }
        JsonDocument mended = answer;
        if (answer.string("id").isEmpty()) {
            mended = mended.with("id", "chatcmpl-" + UUID.randomUUID());
        }
        if (answer.string("object").filter("chat.completion"::equals).isEmpty()) {
            mended = mended.with("object", "chat.completion");
        }
        if (answer.integer("created").isEmpty()) {
            mended = mended.with("created", System.currentTimeMillis() / 1000);
        }
        if (answer.string("model").isEmpty()) {
            mended = mended.with("model", model);
        }
        return mended.mapObjects("choices", this::mendChoice).mapObject("usage", UsageMender::mend);
    }

    private JsonDocument mendChoice(JsonDocument original) {
        int index = choice++;
        JsonDocument mended = original.has("index") ? original : original.with("index", index);
        mended = mended.mapObject("message", AnswerMender::mendMessage);
        if (!mended.has("logprobs")) {
            mended = mended.with("logprobs", null);
        }
        String reason = original.string("finish_reason").orElse("");
        if (!FinishReasons.isKnown(reason)) {
            boolean calls =
                    reason.isEmpty()
                            && mended.object("message")
                                    .filter(m -> m.has("tool_calls"))
                                    .isPresent();
            mended =
                    mended.with(
                            "finish_reason",
                            calls ? "tool_calls" : FinishReasons.translate(reason));
        }
        return mended;
    }

    private static JsonDocument mendMessage(JsonDocument original) {
        JsonDocument mended = original;
        if (original.string("role").isEmpty()) {
            mended = mended.with("role", "assistant");
        }
        if (!original.has("content")) {
            mended = mended.with("content", null);
        }
        if (!original.has("refusal")) {
            mended = mended.with("refusal", null);
        }
        if (original.isEmpty("tool_calls")
                || original.type("tool_calls").filter(JsonType.NULL::equals).isPresent()) {
            mended = mended.without("tool_calls");
        }
        return LegacyCall.without(mended).mapObjects("tool_calls", AnswerMender::mendToolCall);
    }

    private static JsonDocument mendToolCall(JsonDocument original) {
        JsonDocument mended = original;
        if (original.string("id").filter(id -> !id.isEmpty()).isEmpty()) {
            mended = mended.with("id", "call_" + UUID.randomUUID());
        }
        if (original.string("type").isEmpty()) {
            mended = mended.with("type", "function");
        }
        return mended.mapObject("function", AnswerMender::mendFunction);
    }

    private static JsonDocument mendFunction(JsonDocument original) {
        String arguments = Arguments.text(original);
        if (arguments.isEmpty()) {
            return original.with("arguments", "{}");
        }
        boolean right = original.type("arguments").filter(JsonType.STRING::equals).isPresent();
        return right ? original : original.with("arguments", arguments);
    }
}
