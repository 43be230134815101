// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.plugins.responses.state.ItemId;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.TimeOrderedId;
import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a request says anew, as items.
final class InputItems {
    /// Items of tools that a provider runs.
    private static final List<String> HOSTED =
            List.of(
                    "file_search_call",
                    "computer_call",
                    "computer_call_output",
                    "web_search_call",
                    "image_generation_call",
                    "code_interpreter_call",
                    "local_shell_call",
                    "local_shell_call_output",
                    "shell_call",
                    "shell_call_output",
                    "apply_patch_call",
                    "apply_patch_call_output",
                    "mcp_list_tools",
                    "mcp_approval_request",
                    "mcp_approval_response",
                    "mcp_call",
                    "custom_tool_call",
                    "custom_tool_call_output",
                    "tool_search_call",
                    "tool_search_output");
    private static final List<String> OURS =
            List.of(
                    "message",
                    "function_call",
                    "function_call_output",
                    "reasoning",
                    "item_reference",
                    "compaction");
    private static final List<String> ROLES = List.of("user", "assistant", "system", "developer");
    private static final List<String> SAID =
            List.of("output_text", "input_text", "text", "refusal");
    private static final List<String> TOLD =
            List.of(
                    "input_text",
                    "input_image",
                    "input_file",
                    "input_audio",
                    "output_text",
                    "text");
    private static final List<String> RETURNED = List.of("input_text", "input_image", "input_file");
    private static final Map<String, String> ID_PREFIXES =
            Map.of(
                    "message", "msg",
                    "function_call", "fc",
                    "function_call_output", "fc",
                    "reasoning", "rs",
                    "compaction", "cmp");

    private InputItems() {}

    static List<JsonObject> read(Given request) {
        if (request.value("input") instanceof String text) {
            return List.of(item(message("user", text)));
        }
        return read(request.objects("input"));
    }

    static List<JsonObject> read(List<Given> given) {
        List<JsonObject> items = new ArrayList<>();
        for (Given item : given) {
            items.add(checked(item));
        }
        return List.copyOf(items);
    }

    private static JsonObject checked(Given item) {
        boolean easy = !item.has("type") && item.has("role");
        String type = easy ? "message" : item.nonEmptyText("type");
        item.string("id");
        switch (type) {
            case "message" -> {
                return item(message(item));
            }
            case "function_call" -> {
                item.nonEmptyText("call_id");
                item.nonEmptyText("name");
                item.text("arguments");
            }
            case "function_call_output" -> output(item);
            case "reasoning" -> {
                item.objects("summary").forEach(part -> part.text("text"));
                item.objects("content").forEach(part -> part.string("text"));
                item.string("encrypted_content");
            }
            case "item_reference" -> item.nonEmptyText("id");
            case "compaction" -> item.nonEmptyText("encrypted_content");
            default -> {
                if (!HOSTED.contains(type)) {
                    throw unknown(item, type);
                }
            }
        }
        return item(item.json().copy());
    }

    private static ForgeException unknown(Given item, String type) {
        return item.refused(
                "type",
                "%s is %s, which is no type of an item: it must be %s, or that of a tool's item."
                        .formatted(item.at("type"), type, Given.inWords(OURS)));
    }

    private static void output(Given item) {
        item.nonEmptyText("call_id");
        Object output = item.value("output");
        if (output == null) {
            throw item.missing("output", "a text or an array of parts");
        }
        if (!(output instanceof String)) {
            item.blocks("output").forEach(part -> part(part, RETURNED));
        }
    }

    private static JsonObject message(Given item) {
        String role = item.oneOf("role", ROLES);
        item.string("phase");
        if (item.value("content") instanceof String text) {
            JsonObject whole = message(role, text);
            item.json()
                    .forEach(
                            member -> {
                                if (!member.getKey().equals("content")) {
                                    whole.put(member.getKey(), member.getValue());
                                }
                            });
            return whole.put("type", "message");
        }
        List<Given> parts = item.blocks("content");
        if (parts.isEmpty() && !role.equals("assistant")) {
            throw item.refused("content", item.at("content") + " must hold one part at least.");
        }
        parts.forEach(part -> part(part, role.equals("assistant") ? SAID : TOLD));
        return item.json().copy().put("type", "message");
    }

    private static void part(Given part, List<String> allowed) {
        switch (part.oneOf("type", allowed)) {
            case "refusal" -> part.text("refusal");
            case "input_image" -> {
                part.string("detail");
                require(part, List.of("image_url", "file_id"));
            }
            case "input_file" -> {
                part.string("filename");
                require(part, List.of("file_data", "file_url", "file_id"));
            }
            case "input_audio" -> part.member("input_audio").nonEmptyText("data");
            default -> part.text("text");
        }
    }

    private static void require(Given part, List<String> members) {
        if (members.stream().noneMatch(name -> part.string(name).isPresent())) {
            throw part.refused("one of " + String.join(", ", members) + ".");
        }
    }

    private static JsonObject message(String role, String text) {
        JsonObject part =
                role.equals("assistant")
                        ? new JsonObject()
                                .put("type", "output_text")
                                .put("text", text)
                                .put("annotations", new JsonArray())
                                .put("logprobs", new JsonArray())
                        : new JsonObject().put("type", "input_text").put("text", text);
        return new JsonObject()
                .put("type", "message")
                .put("role", role)
                .put("content", JsonArray.of(part));
    }

    /// The item with a status, where the API shows one.
    private static JsonObject item(JsonObject item) {
        if (item.getValue("status") == null && !item.getString("type").equals("item_reference")) {
            item.put("status", "completed");
        }
        return item;
    }

    /// The items, each with an id: those that have none belong to a response.
    static List<JsonObject> of(String response, List<JsonObject> items) {
        return identified(items, (kind, index) -> ItemId.ofInput(kind, response, index));
    }

    /// The items, each with an id: those that have none get one of their own.
    static List<JsonObject> identified(List<JsonObject> items) {
        return identified(items, (kind, index) -> TimeOrderedId.next(kind));
    }

    private interface Ids {
        String id(String kind, int index);
    }

    private static List<JsonObject> identified(List<JsonObject> items, Ids ids) {
        List<JsonObject> identified = new ArrayList<>(items.size());
        for (JsonObject item : items) {
            String kind = ID_PREFIXES.getOrDefault(item.getString("type"), "item");
            identified.add(
                    item.getValue("id") == null
                            ? item.copy().put("id", ids.id(kind, identified.size()))
                            : item);
        }
        return List.copyOf(identified);
    }

    /// Items as they are read on: what the request says anew under its own path.
    static List<Given> given(List<JsonObject> items, String path) {
        return IntStream.range(0, items.size())
                .mapToObj(i -> new Given(items.get(i), path + "[" + i + "]"))
                .toList();
    }
}
