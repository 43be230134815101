// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import io.vertx.core.buffer.Buffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A whole message of the Messages API as a `chat.completion`. Reasoning is `reasoning_content`,
/// and with its signatures `thinking_blocks`, see [AssistantBlocks].
final class AnswerTranslation {
    private final String answerTool;
    private final List<Buffer> texts = new ArrayList<>(2);
    private final List<Buffer> thoughts = new ArrayList<>(2);
    private final JsonOut blocks = new JsonOut(64);
    private final JsonOut calls = new JsonOut(64);

    private AnswerTranslation(String answerTool) {
        this.answerTool = answerTool;
    }

    /// @param answerTool the tool whose input is the answer; empty if there is none
    static ChatAnswer of(JsonDocument message, String answerTool) {
        if (message.type("content").filter(JsonType.ARRAY::equals).isEmpty()) {
            throw UpstreamException.of(Failure.GARBLED, "its answer has no content");
        }
        AnswerTranslation translation = new AnswerTranslation(answerTool);
        message.objects("content").forEach(translation::block);
        return new ChatAnswer(JsonDocument.parse(translation.answer(message)));
    }

    private void block(JsonDocument block) {
        switch (block.string("type").orElse("")) {
            case "text" -> text(block, "text").ifPresent(texts::add);
            case "thinking" -> {
                text(block, "thinking").ifPresent(thoughts::add);
                ThinkingBlocks.copy(block, blocks);
            }
            case "redacted_thinking" -> ThinkingBlocks.copy(block, blocks);
            case "tool_use" -> toolUse(block);
            default -> {
                // no tool of the provider's own was asked for, so none has anything to say
            }
        }
    }

    private static Optional<Buffer> text(JsonDocument block, String name) {
        return block.type(name).filter(JsonType.STRING::equals).flatMap(string -> block.raw(name));
    }

    private void toolUse(JsonDocument block) {
        Buffer input = block.raw("input").orElseGet(() -> Buffer.buffer("{}"));
        if (block.string("name").filter(answerTool::equals).isPresent()) {
            texts.add(new JsonOut(input.length() + 16).quoted(input).toBuffer());
            return;
        }
        calls.object().name("id").raw(block.raw("id").orElseThrow(() -> nameless("id")));
        calls.name("type").text("function").name("function").object();
        calls.name("name").raw(block.raw("name").orElseThrow(() -> nameless("name")));
        calls.name("arguments").quoted(input).endObject().endObject();
    }

    private static UpstreamException nameless(String name) {
        return UpstreamException.of(Failure.GARBLED, "a call in its answer has no " + name);
    }

    private byte[] answer(JsonDocument message) {
        String reason = message.string("stop_reason").orElse("");
        JsonOut out = new JsonOut(1024);
        out.object();
        message.raw("id").ifPresent(id -> out.name("id").raw(id));
        out.name("object").text("chat.completion");
        out.name("created").number(System.currentTimeMillis() / 1000);
        message.raw("model").ifPresent(model -> out.name("model").raw(model));
        out.name("choices").array().object().name("index").number(0).name("message");
        message(out, message, reason);
        out.name("logprobs").nothing();
        out.name("finish_reason").text(StopReasons.finishReason(reason, !calls.isEmpty()));
        out.endObject().endArray();
        Usage usage = new Usage();
        if (usage.take(message)) {
            out.name("usage");
            usage.write(out);
        }
        return out.endObject().toBytes();
    }

    private void message(JsonOut out, JsonDocument message, String reason) {
        out.object().name("role").text("assistant").name("content");
        if (!texts.isEmpty()) {
            out.joined(texts);
        } else if (calls.isEmpty() && !StopReasons.isRefusal(reason)) {
            out.text("");
        } else {
            out.nothing();
        }
        out.name("refusal");
        if (StopReasons.isRefusal(reason)) {
            out.text(StopReasons.refusal(message));
        } else {
            out.nothing();
        }
        if (!thoughts.isEmpty()) {
            out.name("reasoning_content").joined(thoughts);
        }
        if (!blocks.isEmpty()) {
            out.name("thinking_blocks").array().raw(blocks).endArray();
        }
        if (!calls.isEmpty()) {
            out.name("tool_calls").array().raw(calls).endArray();
        }
        out.endObject();
    }
}
