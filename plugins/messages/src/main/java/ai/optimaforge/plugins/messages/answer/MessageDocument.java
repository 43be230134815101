// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.TokenUsage;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.Optional;

/// A chat completion as a message.
public final class MessageDocument {
    static final String METADATA = "forge_metadata";

    private static final String ID_PREFIX = "msg_";

    private MessageDocument() {}

    /// The message that says what a chat completion says in its first choice.
    ///
    /// @param metadata what the client is told of the call, as `forge_metadata`
    public static JsonDocument of(ChatAnswer answer, Optional<JsonDocument> metadata) {
        JsonDocument completion = answer.document();
        JsonDocument choice =
                completion.objects("choices").stream().findFirst().orElse(JsonDocument.empty());
        JsonDocument message = choice.object("message").orElse(JsonDocument.empty());
        JsonArray content = new JsonArray();
        addThoughts(message, content);
        addText(message, "content", content);
        addText(message, "refusal", content);
        message.objects("tool_calls").forEach(call -> content.add(toolUse(call)));
        String reason =
                StopReason.of(
                        choice.string("finish_reason").orElse("stop"),
                        !message.objects("tool_calls").isEmpty(),
                        message.string("refusal").isPresent());
        JsonObject whole =
                new JsonObject()
                        .put("id", id(completion))
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("model", completion.string("model").orElse(""))
                        .put("content", content)
                        .put("stop_reason", reason)
                        .putNull("stop_sequence")
                        .put("usage", MessageUsage.of(answer.usage().orElse(TokenUsage.NONE)));
        JsonDocument document = JsonDocument.of(whole);
        return metadata.map(told -> document.with(METADATA, told)).orElse(document);
    }

    /// An id of the shape that Anthropic's have.
    static String id(JsonDocument completion) {
        String id = completion.string("id").orElse("");
        StringBuilder plain = new StringBuilder(ID_PREFIX);
        id.substring(id.startsWith("chatcmpl-") ? "chatcmpl-".length() : 0)
                .chars()
                .filter(c -> c == '_' || c == '-' || (c < 128 && Character.isLetterOrDigit(c)))
                .forEach(c -> plain.append((char) c));
        return plain.toString();
    }

    private static void addThoughts(JsonDocument message, JsonArray content) {
        if (!message.objects("thinking_blocks").isEmpty()) {
            message.objects("thinking_blocks").forEach(block -> content.add(block.toJson()));
            return;
        }
        message.string("reasoning_content")
                .or(() -> message.string("reasoning"))
                .filter(text -> !text.isEmpty())
                .ifPresent(
                        text ->
                                content.add(
                                        new JsonObject()
                                                .put("type", "thinking")
                                                .put("thinking", text)
                                                .put("signature", "")));
    }

    private static void addText(JsonDocument message, String name, JsonArray content) {
        message.string(name)
                .filter(text -> !text.isEmpty())
                .ifPresent(
                        text ->
                                content.add(
                                        new JsonObject().put("type", "text").put("text", text)));
    }

    private static JsonObject toolUse(JsonDocument call) {
        JsonDocument function = call.object("function").orElse(JsonDocument.empty());
        JsonObject block =
                new JsonObject()
                        .put("type", "tool_use")
                        .put("id", call.string("id").orElse(""))
                        .put("name", function.string("name").orElse(""))
                        .put("input", input(function.string("arguments").orElse("")));
        // where Google's models sign their calls; a client sends it back with the block
        call.object("extra_content").ifPresent(extra -> block.put("extra_content", extra.toJson()));
        return block;
    }

    /// What a tool is called with. Arguments that are no object, of a call that was cut short for
    /// instance, must not be lost, and the field must be an object.
    private static JsonObject input(String arguments) {
        if (arguments.isBlank()) {
            return new JsonObject();
        }
        try {
            return new JsonObject(arguments);
        } catch (DecodeException | ClassCastException e) {
            return new JsonObject().put("raw_arguments", arguments);
        }
    }
}
