// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import static ai.optimaforge.testing.upstream.anthropic.RefusedException.unless;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the real service wants of the turns of a conversation.
final class MessageRules {
    private final JsonArray messages;
    private final Set<String> ids = new LinkedHashSet<>();
    private Set<String> open = new LinkedHashSet<>();
    private String before = "";

    private MessageRules(JsonArray messages) {
        this.messages = messages;
    }

    static void check(JsonArray messages) {
        unless(!messages.isEmpty(), "messages: at least one message is required");
        MessageRules rules = new MessageRules(messages);
        for (int i = 0; i < messages.size(); i++) {
            rules.message(i);
        }
        rules.answered(messages.size());
        rules.ending();
    }

    private void message(int index) {
        JsonObject message = messages.getJsonObject(index);
        String role = message.getString("role", "");
        unless(
                role.equals("user") || role.equals("assistant"),
                "messages: Unexpected role \""
                        + role
                        + "\". The Messages API accepts a top-level `system` parameter, not"
                        + " \"system\" as an input message role.");
        unless(
                index > 0 || role.equals("user"),
                "messages: first message must use the \"user\" role");
        List<JsonObject> blocks = blocks(message);
        unless(
                !blocks.isEmpty(),
                "messages."
                        + index
                        + ": all messages must have non-empty content except for the optional final"
                        + " assistant message");
        if (role.equals("assistant") && !before.equals("assistant")) {
            open = new LinkedHashSet<>();
        }
        boolean results = true;
        for (int i = 0; i < blocks.size(); i++) {
            String path = "messages." + index + ".content." + i;
            BlockRules.check(blocks.get(i), path);
            results = block(blocks.get(i), path, role, results);
        }
        if (role.equals("user")) {
            answered(index);
        }
        before = role;
    }

    private boolean block(JsonObject block, String path, String role, boolean results) {
        String type = block.getString("type", "");
        switch (type) {
            case "tool_use" -> {
                unless(
                        role.equals("assistant"),
                        path + ": `tool_use` blocks can only be in `assistant` messages");
                unless(ids.add(block.getString("id")), "messages: `tool_use` ids must be unique");
                open.add(block.getString("id"));
            }
            case "tool_result" -> {
                unless(
                        role.equals("user"),
                        path + ": `tool_result` blocks can only be in `user` messages");
                String id = block.getString("tool_use_id");
                unless(
                        results && open.remove(id),
                        path
                                + ": unexpected `tool_use_id` found in `tool_result` blocks: "
                                + id
                                + ". Each `tool_result` block must have a corresponding `tool_use`"
                                + " block in the previous message.");
                return true;
            }
            default -> {
                // texts, images, documents and thoughts need no partner
            }
        }
        return false;
    }

    /// Before each turn of the user's ends, all calls before it have their results in it.
    private void answered(int index) {
        unless(
                open.isEmpty(),
                "messages."
                        + (index - 1)
                        + ": `tool_use` ids were found without `tool_result` blocks immediately"
                        + " after: "
                        + String.join(", ", open)
                        + ". Each `tool_use` block must have a corresponding `tool_result` block in"
                        + " the next message.");
    }

    private void ending() {
        JsonObject last = messages.getJsonObject(messages.size() - 1);
        if (last.getString("role").equals("assistant")) {
            String text = blocks(last).getLast().getString("text", "");
            unless(
                    text.equals(text.stripTrailing()),
                    "messages: final assistant content cannot end with trailing whitespace");
        }
    }

    static List<JsonObject> blocks(JsonObject message) {
        if (message.getValue("content") instanceof String text) {
            return List.of(new JsonObject().put("type", "text").put("text", text));
        }
        return message.getJsonArray("content", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
