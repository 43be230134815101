// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import static ai.optimaforge.testing.upstream.anthropic.RefusedException.unless;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.HashSet;
import java.util.Set;

/// What the real service wants of tools and of the choice among them.
final class ToolRules {
    private static final Set<String> FIELDS =
            Set.of(
                    "type",
                    "name",
                    "description",
                    "input_schema",
                    "cache_control",
                    "strict",
                    "input_examples",
                    "eager_input_streaming",
                    "defer_loading",
                    "allowed_callers");

    private ToolRules() {}

    static void check(JsonObject body) {
        JsonArray tools = body.getJsonArray("tools", new JsonArray());
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tools.size(); i++) {
            JsonObject tool = tools.getJsonObject(i);
            tool(tool, "tools." + i + ".custom");
            unless(names.add(tool.getString("name")), "tools: Tool names must be unique.");
        }
        choice(body, names);
    }

    private static void tool(JsonObject tool, String path) {
        for (String field : tool.fieldNames()) {
            unless(FIELDS.contains(field), path + "." + field + ": Extra inputs are not permitted");
        }
        String name = tool.getString("name", "");
        unless(
                !name.isEmpty()
                        && name.length() <= 128
                        && name.chars().allMatch(c -> isWord((char) c)),
                path + ".name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
        unless(tool.containsKey("input_schema"), path + ".input_schema: Field required");
        SchemaRules.input(tool.getJsonObject("input_schema"), path + ".input_schema");
        if (tool.getBoolean("strict", false)) {
            SchemaRules.strict(tool.getJsonObject("input_schema"), path + ".input_schema");
        }
    }

    private static void choice(JsonObject body, Set<String> names) {
        JsonObject choice = body.getJsonObject("tool_choice");
        if (choice == null) {
            return;
        }
        String type = choice.getString("type", "");
        unless(
                Set.of("auto", "any", "tool", "none").contains(type),
                "tool_choice: Input tag '"
                        + type
                        + "' found using 'type' does not match any of the"
                        + " expected tags: 'auto', 'any', 'tool', 'none'");
        unless(!names.isEmpty(), "tool_choice: may only be specified while providing tools");
        unless(
                !type.equals("tool") || names.contains(choice.getString("name", "")),
                "Tool '" + choice.getString("name") + "' not found in provided tools");
        unless(
                !type.equals("none") || choice.size() == 1,
                "tool_choice.none.disable_parallel_tool_use: Extra inputs are not permitted");
    }

    static boolean isForced(JsonObject body) {
        String type = body.getJsonObject("tool_choice", new JsonObject()).getString("type", "");
        return type.equals("any") || type.equals("tool");
    }

    static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-';
    }
}
