// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonFormatException;
import ai.optimaforge.spi.json.JsonSlice;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.buffer.Buffer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls of functions in a conversation, and what the functions returned.
final class FunctionCalls {
    /// What Google documents for calls that were made without signed thoughts, by another model
    /// for instance.
    private static final JsonSlice UNSIGNED = JsonText.encoded("skip_thought_signature_validator");

    private record Called(String function, String path) {}

    private final GeminiModel model;
    private final Turns turns;

    /// The calls that wait for their results, by their ids.
    private final Map<String, Called> open = new LinkedHashMap<>();

    FunctionCalls(GeminiModel model, Turns turns) {
        this.model = model;
        this.turns = turns;
    }

    /// Writes the calls of one message.
    void called(List<JsonDocument> calls, String path) {
        for (int i = 0; i < calls.size(); i++) {
            // of calls at the same time the first is signed for all
            write(calls.get(i), path + "[" + i + "]", model.wantsSignatures() && i == 0);
        }
    }

    /// @param mustBeSigned whether the wire refuses the call without a signature
    private void write(JsonDocument call, String path, boolean mustBeSigned) {
        JsonDocument function = function(call, path);
        String id = RequestFields.text(call, "id", path + ".id");
        String name = RequestFields.text(function, "name", path + ".function.name");
        if (open.put(id, new Called(name, path)) != null) {
            throw RequestFields.refused(path + ".id", "is given more than once: " + id);
        }
        Buffer arguments = arguments(function, path + ".function.arguments");
        JsonText part = turns.part(Turns.Kind.MODEL).name("functionCall").open('{');
        part.name("id").text(id).name("name").text(name).name("args").raw(arguments).close('}');
        AssistantMessage.signature(call)
                .or(() -> mustBeSigned ? Optional.of(UNSIGNED) : Optional.empty())
                .ifPresent(signature -> part.name("thoughtSignature").raw(signature));
        part.close('}');
    }

    private static JsonDocument function(JsonDocument call, String path) {
        Optional<String> type = call.string("type").filter(given -> !given.equals("function"));
        if (type.isPresent()) {
            throw RequestFields.refused(
                    path + ".type", "must be function, not " + RequestFields.shown(type.get()));
        }
        return RequestFields.object(call, "function", path + ".function")
                .orElseThrow(
                        () ->
                                RequestFields.wrong(
                                        call, "function", path + ".function", "an object"));
    }

    private static Buffer arguments(JsonDocument function, String path) {
        RequestFields.raw(function, "arguments", JsonType.STRING, path, "a text of JSON");
        String text = function.string("arguments").orElse("").strip();
        if (text.isEmpty()) {
            return Buffer.buffer("{}");
        }
        Buffer json = Buffer.buffer(text);
        try {
            JsonDocument.parse(json);
            return json;
        } catch (JsonFormatException e) {
            throw RequestFields.refused(
                    path, "must be the text of a JSON object, not " + RequestFields.shown(text));
        }
    }

    /// Writes what a function returned. It goes as the text that it is, for the numbers of the
    /// object that the wire would have instead are floating ones, which change long ids.
    void result(JsonDocument message, String path) {
        String at = path + ".tool_call_id";
        String id = RequestFields.text(message, "tool_call_id", at);
        Called call = open.remove(id);
        if (call == null) {
            throw RequestFields.refused(
                    at,
                    "names no call of the assistant's message before it that has no result yet: "
                            + RequestFields.shown(id));
        }
        List<JsonSlice> texts = ContentParts.texts(message, path);
        JsonText part = turns.part(Turns.Kind.RESULTS).name("functionResponse").open('{');
        part.name("id").text(id).name("name").text(call.function());
        part.name("response").open('{').name("output").joined(texts);
        part.close('}').close('}').close('}');
    }

    /// Refuses a conversation that goes on before all functions have returned.
    void requireNone() {
        open.forEach(
                (id, call) -> {
                    throw RequestFields.refused(
                            call.path(),
                            "has no result: a message of role tool with tool_call_id %s must follow"
                                    .formatted(RequestFields.shown(id)));
                });
    }
}
