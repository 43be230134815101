// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonFormatException;

import io.vertx.core.buffer.Buffer;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// What the model said before, as content blocks: its reasoning, its text, its calls.
///
/// Reasoning goes back to the wire only with its signature. It rides in `thinking_blocks` beside
/// `reasoning_content`, as LiteLLM has it: a list of `{"type":"thinking","thinking","signature"}`
/// and `{"type":"redacted_thinking","data"}`, which a client sends back as it got it.
final class AssistantBlocks {
    private final Supplier<JsonOut> out;
    private final Notices notices;

    /// @param out where the next block goes; asked once for each
    AssistantBlocks(Supplier<JsonOut> out, Notices notices) {
        this.out = out;
        this.notices = notices;
    }

    /// Writes the reasoning, and says whether there was any.
    boolean reasoning(JsonDocument message) {
        boolean any = false;
        for (JsonDocument block : message.objects("thinking_blocks")) {
            if (ThinkingBlocks.isWhole(block)) {
                ThinkingBlocks.write(block, out.get());
                any = true;
            }
        }
        if (!any && message.string("reasoning_content").filter(t -> !t.isEmpty()).isPresent()) {
            notices.tell("reasoning_content", "left out where no thinking_blocks sign it");
        }
        return any;
    }

    /// Writes the calls, and adds their ids, as the wire has them.
    void calls(JsonDocument message, String path, Set<String> ids) {
        String place = path + ".tool_calls";
        List<JsonDocument> calls = RequestFields.objects(message, "tool_calls", place);
        for (int i = 0; i < calls.size(); i++) {
            call(calls.get(i), place + "[" + i + "]", ids);
        }
    }

    private void call(JsonDocument call, String path, Set<String> ids) {
        JsonDocument function =
                call.object("function")
                        .orElseThrow(
                                () ->
                                        Refusal.of(
                                                path + ".type",
                                                "must be function, not "
                                                        + Refusal.shown(
                                                                call.string("type").orElse(""))
                                                        + "."));
        String id = call.string("id").orElse("");
        if (id.isEmpty() || !ids.add(WireId.of(id))) {
            throw Refusal.of(
                    path + ".id",
                    id.isEmpty() ? "is missing." : "is that of a call before: " + id + ".");
        }
        String name = function.string("name").orElse("");
        if (!WireId.isName(name)) {
            throw Refusal.of(path + ".function.name", ToolDefinitions.badName(name));
        }
        out.get()
                .object()
                .name("type")
                .text("tool_use")
                .name("id")
                .text(WireId.of(id))
                .name("name")
                .text(name)
                .name("input")
                .raw(input(function, path + ".function.arguments"))
                .endObject();
    }

    private static Buffer input(JsonDocument function, String field) {
        String arguments = function.string("arguments").orElse("");
        if (arguments.isBlank()) {
            return Buffer.buffer("{}");
        }
        try {
            return JsonDocument.parse(Buffer.buffer(arguments)).toBuffer();
        } catch (JsonFormatException e) {
            throw Refusal.of(
                    field,
                    "must be a JSON object, not "
                            + Refusal.shown(arguments)
                            + ": "
                            + e.getMessage()
                            + ".");
        }
    }
}
