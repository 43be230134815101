// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;
import ai.optimaforge.spi.json.JsonType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the model said before. Its reasoning is not sent back: what the model needs of it is in
/// the signatures, which the client keeps in `extra_content.google.thought_signature`, where
/// Google's own endpoint for OpenAI's clients has them.
final class AssistantMessage {
    private final JsonDocument message;
    private final String path;
    private final Turns turns;

    AssistantMessage(JsonDocument message, String path, Turns turns) {
        this.message = message;
        this.path = path;
        this.turns = turns;
    }

    void write(FunctionCalls calls) {
        if (RequestFields.has(message, "function_call")) {
            throw RequestFields.refused(
                    path + ".function_call", "cannot be sent to Gemini: use tool_calls");
        }
        if (RequestFields.has(message, "audio")) {
            throw RequestFields.refused(
                    path + ".audio", "names a sound that only OpenAI has: send its text");
        }
        texts();
        String at = path + ".tool_calls";
        calls.called(RequestFields.objects(message, "tool_calls", at, "a list of calls"), at);
    }

    private void texts() {
        List<JsonSlice> texts = new ArrayList<>();
        if (RequestFields.has(message, "content")) {
            texts.addAll(ContentParts.texts(message, path));
        }
        RequestFields.raw(message, "refusal", JsonType.STRING, path + ".refusal", "a text")
                .ifPresent(texts::add);
        texts.removeIf(text -> text.length() == 2);
        Optional<JsonSlice> signature = signature(message);
        if (texts.isEmpty() && signature.isPresent()) {
            // a stream may end with a signature of nothing, which is to come back as it was
            texts.add(JsonText.encoded(""));
        }
        for (int i = 0; i < texts.size(); i++) {
            JsonText part = turns.part(Turns.Kind.MODEL).name("text").raw(texts.get(i));
            if (i == texts.size() - 1) {
                signature.ifPresent(signed -> part.name("thoughtSignature").raw(signed));
            }
            part.close('}');
        }
    }

    /// The signature that a message or a call of a function carries, as JSON.
    static Optional<JsonSlice> signature(JsonDocument holder) {
        return holder.object("extra_content")
                .flatMap(extra -> extra.object("google"))
                .filter(google -> google.string("thought_signature").isPresent())
                .flatMap(google -> google.slice("thought_signature"))
                .filter(signature -> signature.length() > 2);
    }
}
