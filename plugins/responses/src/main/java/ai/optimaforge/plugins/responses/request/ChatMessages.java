// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Items as messages of OpenAI's chat dialect. What an assistant thinks, says and calls before
/// somebody answers is one message there.
final class ChatMessages {
    private final JsonArray messages = new JsonArray();
    private final Consumer<String> notices;
    private final List<Given> shown = new ArrayList<>();
    private Said said = new Said();

    /// What an assistant has thought, said and called, and nobody has answered yet.
    private static final class Said {
        private final Thoughts thoughts = new Thoughts();
        private final StringBuilder text = new StringBuilder();
        private final JsonArray calls = new JsonArray();

        boolean isEmpty() {
            return text.isEmpty() && calls.isEmpty() && thoughts.isEmpty();
        }

        JsonObject message() {
            // null would be as right, but some servers refuse it, llama-cpp-python for one
            JsonObject message =
                    new JsonObject().put("role", "assistant").put("content", text.toString());
            thoughts.addTo(message);
            if (!calls.isEmpty()) {
                message.put("tool_calls", calls);
            }
            return message;
        }
    }

    /// @param notices takes a line for what is left out
    ChatMessages(Consumer<String> notices) {
        this.notices = notices;
    }

    void system(String text) {
        messages.add(new JsonObject().put("role", "system").put("content", text));
    }

    void add(Given item) {
        switch (item.text("type")) {
            case "message" -> message(item);
            case "function_call" -> call(item);
            case "function_call_output" -> output(item);
            case "reasoning" -> said.thoughts.add(item);
            default -> leftOut(item);
        }
    }

    JsonArray end() {
        show();
        flush();
        return messages;
    }

    private void message(Given item) {
        show();
        String role = item.text("role");
        List<Given> parts = item.blocks("content");
        if (role.equals("assistant")) {
            StringBuilder words = new StringBuilder();
            Parts.split(parts, words);
            said.text.append(said.text.isEmpty() ? "" : "\n\n").append(words);
            return;
        }
        flush();
        messages.add(new JsonObject().put("role", role).put("content", Parts.content(parts)));
    }

    private void call(Given item) {
        show();
        JsonObject function =
                new JsonObject()
                        .put("name", item.text("name"))
                        .put("arguments", item.text("arguments"));
        JsonObject call =
                new JsonObject()
                        .put("id", item.text("call_id"))
                        .put("type", "function")
                        .put("function", function);
        // where Google's models sign their calls
        item.object("extra_content").ifPresent(extra -> call.put("extra_content", extra.json()));
        said.calls.add(call);
    }

    private void output(Given item) {
        flush();
        StringBuilder words = new StringBuilder();
        List<Given> others = List.of();
        if (item.value("output") instanceof String text) {
            words.append(text);
        } else {
            others = Parts.split(item.blocks("output"), words);
        }
        if (words.isEmpty() && !others.isEmpty()) {
            words.append("The output is shown in the next message.");
        }
        messages.add(
                new JsonObject()
                        .put("role", "tool")
                        .put("tool_call_id", item.text("call_id"))
                        .put("content", words.toString()));
        shown.addAll(others);
    }

    /// What outputs have beside words, which the chat dialect takes from a user only.
    private void show() {
        if (!shown.isEmpty()) {
            messages.add(new JsonObject().put("role", "user").put("content", Parts.content(shown)));
            shown.clear();
        }
    }

    private void flush() {
        if (!said.isEmpty()) {
            messages.add(said.message());
        }
        said = new Said();
    }

    private void leftOut(Given item) {
        if (item.text("type").equals("compaction")) {
            throw item.refused(
                    "encrypted_content",
                    "%s was not made for the model's provider, which can't read it."
                            .formatted(item.at("encrypted_content")));
        }
        notices.accept(
                "%s (%s) was left out: the model's provider does not know it."
                        .formatted(item.path(), item.text("type")));
    }
}
