// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import static ai.optimaforge.testing.upstream.anthropic.RefusedException.unless;

import io.vertx.core.json.JsonObject;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the real service wants of a content block.
final class BlockRules {
    private static final Map<String, Set<String>> FIELDS =
            Map.of(
                    "text", Set.of("text", "citations"),
                    "image", Set.of("source"),
                    "document", Set.of("source", "title", "context", "citations"),
                    "thinking", Set.of("thinking", "signature"),
                    "redacted_thinking", Set.of("data"),
                    "tool_use", Set.of("id", "name", "input"),
                    "tool_result", Set.of("tool_use_id", "content", "is_error"));
    private static final Set<String> IMAGES =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

    private BlockRules() {}

    static void check(JsonObject block, String path) {
        String type = block.getString("type", "");
        Set<String> fields = FIELDS.getOrDefault(type, Set.of());
        unless(
                FIELDS.containsKey(type),
                path
                        + ": Input tag '"
                        + type
                        + "' found using 'type' does not match any of the"
                        + " expected tags");
        String place = path + "." + type;
        for (String field : block.fieldNames()) {
            unless(
                    fields.contains(field)
                            || field.equals("type")
                            || (field.equals("cache_control") && !type.contains("thinking")),
                    place + "." + field + ": Extra inputs are not permitted");
        }
        switch (type) {
            case "text" -> text(block);
            case "image" -> source(block, place, IMAGES);
            case "document" -> source(block, place, Set.of("application/pdf", "text/plain"));
            case "thinking" -> thinking(block, path, place);
            case "tool_use" -> toolUse(block, place);
            case "tool_result" -> toolResult(block, place);
            default ->
                    unless(
                            block.getValue("data") instanceof String,
                            place + ".data: Field required");
        }
    }

    private static void text(JsonObject block) {
        String text = block.getString("text", "");
        unless(!text.isEmpty(), "messages: text content blocks must be non-empty");
        unless(!text.isBlank(), "messages: text content blocks must contain non-whitespace text");
    }

    private static void source(JsonObject block, String place, Set<String> types) {
        JsonObject source = block.getJsonObject("source", new JsonObject());
        switch (source.getString("type", "")) {
            case "url" ->
                    unless(
                            source.getString("url", "").startsWith("http"),
                            place + ".source.url.url: Only HTTPS URLs are supported.");
            case "base64" -> {
                String media = place + ".source.base64.media_type";
                unless(
                        types.contains(source.getString("media_type", "")),
                        media + ": Input should be one of " + types.stream().sorted().toList());
                unless(
                        isBase64(source.getString("data", "")),
                        place + ".source.base64: invalid base64 data");
            }
            default -> throw RefusedException.invalid(place + ".source.type: Field required");
        }
    }

    private static boolean isBase64(String data) {
        try {
            return Base64.getDecoder().decode(data).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void thinking(JsonObject block, String path, String place) {
        unless(block.getValue("signature") instanceof String, place + ".signature: Field required");
        String thoughts = block.getString("thinking", "");
        unless(
                block.getString("signature").equals(AnthropicWire.signature(thoughts)),
                path + ": Invalid `signature` in `thinking` block");
    }

    private static void toolUse(JsonObject block, String place) {
        id(block.getString("id", ""), place + ".id");
        id(block.getString("name", ""), place + ".name");
        unless(
                block.getValue("input") instanceof JsonObject,
                place + ".input: Input should be a valid dictionary");
    }

    private static void id(String id, String field) {
        unless(
                !id.isEmpty() && id.chars().allMatch(c -> ToolRules.isWord((char) c)),
                field + ": String should match pattern '^[a-zA-Z0-9_-]+$'");
    }

    private static void toolResult(JsonObject block, String place) {
        id(block.getString("tool_use_id", ""), place + ".tool_use_id");
        if (block.containsKey("content") && !(block.getValue("content") instanceof String)) {
            List<JsonObject> content = MessageRules.blocks(block);
            for (int i = 0; i < content.size(); i++) {
                check(content.get(i), place + ".content." + i);
            }
        }
    }
}
