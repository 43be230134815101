// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.plugins.anthropic.ContentParts.Allowed;
import ai.optimaforge.spi.json.JsonDocument;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The messages of a chat as this wire has them: what the system says apart and before all else,
/// then turns of user and assistant, neighbours of one role merged, results of tools in the
/// user's turn right behind the calls.
final class Conversation {
    private static final String PLACEHOLDER = "(no message)";

    private final Notices notices;
    private final JsonOut system = new JsonOut(256);
    private final JsonOut turns;
    private final ContentParts systemParts;
    private final ContentParts userParts;
    private final ContentParts assistantParts;
    private final AssistantBlocks assistantBlocks;
    private final Set<String> unanswered = new LinkedHashSet<>();
    private String callsAt = "";
    private String role = "";
    private boolean thought;
    private boolean inRoundTrip;

    private Conversation(int sizeHint, Notices notices) {
        this.notices = notices;
        this.turns = new JsonOut(sizeHint);
        this.systemParts = new ContentParts(Allowed.TEXT, () -> system, notices);
        this.userParts = new ContentParts(Allowed.ALL, () -> turn("user"), notices);
        this.assistantParts = new ContentParts(Allowed.TEXT, () -> turn("assistant"), notices);
        this.assistantBlocks = new AssistantBlocks(() -> turn("assistant"), notices);
    }

    /// @param sizeHint about how large the messages are, in bytes
    static Conversation of(List<JsonDocument> messages, int sizeHint, Notices notices) {
        Conversation conversation = new Conversation(sizeHint, notices);
        for (int i = 0; i < messages.size(); i++) {
            conversation.add(messages.get(i), "messages[" + i + "]", i == messages.size() - 1);
        }
        conversation.finish();
        return conversation;
    }

    /// What the system says, as blocks.
    JsonOut system() {
        return system;
    }

    /// The turns.
    JsonOut turns() {
        return turns;
    }

    /// Whether it ends with results of tools whose calls came without their reasoning before
    /// them.
    boolean endsInBareRoundTrip() {
        return inRoundTrip && !thought;
    }

    private void add(JsonDocument message, String path, boolean last) {
        String speaker = message.string("role").orElse("");
        switch (speaker) {
            case "system", "developer" -> system(message, path);
            case "user" -> user(message, path);
            case "assistant" -> assistant(message, path, last);
            case "tool" -> tool(message, path);
            default ->
                    throw Refusal.of(
                            path + ".role",
                            "must be system, developer, user, assistant or tool, not "
                                    + Refusal.shown(speaker)
                                    + ".");
        }
    }

    private void system(JsonDocument message, String path) {
        if (!role.isEmpty()) {
            notices.tell(path, "what the system says stands before the whole conversation");
        }
        systemParts.write(message, path);
    }

    private void user(JsonDocument message, String path) {
        requireAnswered();
        nameless(message);
        userParts.write(message, path);
    }

    private void nameless(JsonDocument message) {
        if (message.string("name").isPresent()) {
            notices.tell("messages[].name", "left out, the provider has no such field");
        }
    }

    private void assistant(JsonDocument message, String path, boolean last) {
        requireAnswered();
        refuse(message, path, "function_call", "is not taken; use tool_calls.");
        refuse(message, path, "audio", "is not taken: the model's provider has no sound.");
        nameless(message);
        boolean opens = !role.equals("assistant");
        boolean any = assistantBlocks.reasoning(message);
        thought = opens ? any : thought;
        if (last && message.string("content").isPresent()) {
            // the wire refuses white space at the end of the answer that the model is to continue
            ending(message, message.string("content").get().stripTrailing());
        } else {
            assistantParts.write(message, path);
        }
        message.string("refusal").ifPresent(text -> ending(message, text));
        assistantBlocks.calls(message, path, unanswered);
        callsAt = path + ".tool_calls";
    }

    private static void refuse(JsonDocument message, String path, String name, String why) {
        if (message.object(name).isPresent()) {
            throw Refusal.of(path + "." + name, why);
        }
    }

    private void ending(JsonDocument message, String text) {
        if (!text.isBlank()) {
            JsonOut block = turn("assistant").object().name("type").text("text");
            block.name("text").text(text);
            ContentParts.cacheControl(block, message);
            block.endObject();
        }
    }

    private void tool(JsonDocument message, String path) {
        String field = path + ".tool_call_id";
        String id = message.string("tool_call_id").orElse("");
        if (id.isEmpty()) {
            throw Refusal.of(field, "is missing.");
        }
        if (!unanswered.remove(WireId.of(id))) {
            throw Refusal.of(
                    field,
                    "is " + Refusal.shown(id) + ", for which the message before has no call.");
        }
        JsonOut result = turn("user").object().name("type").text("tool_result");
        result.name("tool_use_id").text(WireId.of(id));
        int before = result.length();
        result.name("content").array();
        int empty = result.length();
        // the marker belongs to the result, not to a block in it
        new ContentParts(Allowed.ALL, () -> result, notices)
                .write(message.without("cache_control"), path);
        if (result.length() > empty) {
            result.endArray();
        } else {
            result.cut(before);
        }
        ContentParts.cacheControl(result, message);
        result.endObject();
        inRoundTrip = true;
    }

    private void requireAnswered() {
        if (!unanswered.isEmpty()) {
            throw Refusal.of(
                    callsAt,
                    "must be followed by a message of role tool for each call; there is none for "
                            + Refusal.shown(unanswered.iterator().next())
                            + ".");
        }
    }

    /// The content of the turn of this role, which is the last one or else is begun.
    private JsonOut turn(String speaker) {
        inRoundTrip = false;
        if (speaker.equals(role)) {
            return turns;
        }
        if (role.isEmpty() && speaker.equals("assistant")) {
            placeholder();
        }
        endTurn();
        turns.object().name("role").text(speaker).name("content").array();
        role = speaker;
        return turns;
    }

    /// The wire wants the user to speak first.
    private void placeholder() {
        notices.tell("messages", "the user has to speak first: " + PLACEHOLDER + " was put there");
        turn("user").object().name("type").text("text");
        turns.name("text").text(PLACEHOLDER).endObject();
    }

    private void endTurn() {
        if (!role.isEmpty()) {
            turns.endArray().endObject();
        }
    }

    private void finish() {
        requireAnswered();
        if (role.isEmpty()) {
            if (system.isEmpty()) {
                throw Refusal.of("messages", "must hold a message with content.");
            }
            placeholder();
        }
        endTurn();
    }
}
