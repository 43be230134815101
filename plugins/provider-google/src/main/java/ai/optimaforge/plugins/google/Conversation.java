// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;

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
        List<JsonSlice> system = system(messages);
        Turns turns = new Turns(out);
        if (!model.takesSystem()) {
            sayAsUser(system, turns);
        }
        others(messages, turns);
        boolean apart = model.takesSystem() && !turns.isEmpty();
        if (turns.isEmpty()) {
            // the wire refuses an instruction and nothing else
            sayAsUser(system, turns);
        }
        if (turns.isEmpty()) {
            throw RequestFields.refused("messages", "must say something");
        }
        turns.end();
        if (apart && !system.isEmpty()) {
            instruct(system);
        }
    }

    private void instruct(List<JsonSlice> system) {
        out.name("systemInstruction").open('{').name("parts").open('[');
        system.forEach(text -> out.open('{').name("text").raw(text).close('}'));
        out.close(']').close('}');
    }

    private void sayAsUser(List<JsonSlice> system, Turns turns) {
        system.forEach(text -> turns.text(Turns.Kind.USER, text));
        if (!system.isEmpty()) {
            notices.tell("The system message was sent as the user's.");
        }
    }

    private static boolean isSystem(JsonDocument message) {
        return message.string("role")
                .filter(role -> role.equals("system") || role.equals("developer"))
                .isPresent();
    }

    private List<JsonSlice> system(List<JsonDocument> messages) {
        List<JsonSlice> texts = new ArrayList<>();
        boolean begun = false;
        for (int i = 0; i < messages.size(); i++) {
            JsonDocument message = messages.get(i);
            if (!isSystem(message)) {
                begun = true;
                continue;
            }
            if (begun) {
                notices.tell("A system message in mid-conversation was moved to its front.");
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
