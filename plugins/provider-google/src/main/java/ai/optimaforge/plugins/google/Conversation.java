// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

import java.util.ArrayList;
import java.util.List;

/// The messages of a request: `contents` and `systemInstruction`.
final class Conversation {
    private final GeminiModel model;
    private final Notices notices;
    private final JsonText out;

    Conversation(GeminiModel model, Notices notices, JsonText out) {
        this.model = model;
        this.notices = notices;
        this.out = out;
    }

    void write(List<JsonDocument> messages) {
        List<Buffer> system = system(messages);
        boolean apart = model.takesSystem() && hasOthers(messages);
        Turns turns = new Turns(out);
        if (!apart) {
            // a model that has no system message, or a conversation of nothing else, which the
            // wire refuses: the user says it
            system.forEach(text -> turns.text(Turns.Kind.USER, text));
            if (!system.isEmpty()) {
                notices.tell("The system message was sent as the user's.");
            }
        }
        others(messages, turns);
        if (!turns.end()) {
            throw RequestFields.refused("messages", "must say something");
        }
        if (apart && !system.isEmpty()) {
            out.name("systemInstruction").open('{').name("parts").open('[');
            system.forEach(text -> out.open('{').name("text").raw(text).close('}'));
            out.close(']').close('}');
        }
    }

    private static boolean isSystem(JsonDocument message) {
        return message.string("role")
                .filter(role -> role.equals("system") || role.equals("developer"))
                .isPresent();
    }

    private static boolean hasOthers(List<JsonDocument> messages) {
        return messages.stream().anyMatch(message -> !isSystem(message));
    }

    private List<Buffer> system(List<JsonDocument> messages) {
        List<Buffer> texts = new ArrayList<>();
        boolean begun = false;
        for (int i = 0; i < messages.size(); i++) {
            JsonDocument message = messages.get(i);
            if (!isSystem(message)) {
                begun = true;
                continue;
            }
            if (begun) {
                notices.tell("messages[" + i + "] was moved to the front, with the system's.");
            }
            texts.addAll(ContentParts.texts(message, "messages[" + i + "]"));
        }
        texts.removeIf(text -> text.length() == 2);
        return texts;
    }

    private void others(List<JsonDocument> messages, Turns turns) {
        ContentParts parts = new ContentParts(turns, notices);
        FunctionCalls calls = new FunctionCalls(model, turns);
        for (int i = 0; i < messages.size(); i++) {
            JsonDocument message = messages.get(i);
            String path = "messages[" + i + "]";
            String role = RequestFields.text(message, "role", path + ".role");
            if (RequestFields.has(message, "name") && !role.equals("tool")) {
                notices.leftOut("messages.name", "Gemini knows no names of speakers");
            }
            switch (role) {
                case "system", "developer" -> {}
                case "user" -> {
                    calls.requireNone();
                    parts.user(message, path);
                }
                case "assistant" -> {
                    calls.requireNone();
                    new AssistantMessage(message, path, turns).write(calls);
                }
                case "tool" -> calls.result(message, path);
                default ->
                        throw RequestFields.refused(
                                path + ".role",
                                "must be system, developer, user, assistant or tool, not "
                                        + RequestFields.shown(role));
            }
        }
        calls.requireNone();
    }
}
