// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.buffer.Buffer;

/// The blocks in which the model's reasoning travels with what proves that it is the model's. The
/// wire and `thinking_blocks` of OpenAI's dialect have them alike.
final class ThinkingBlocks {
    private ThinkingBlocks() {}

    /// Copies a block, and says whether it was whole: without a signature the wire refuses it.
    static boolean copy(JsonDocument block, JsonOut out) {
        if (isWhole(block)) {
            write(block, out);
            return true;
        }
        return false;
    }

    static boolean isWhole(JsonDocument block) {
        return switch (block.string("type").orElse("")) {
            case "thinking" -> has(block, "thinking") && has(block, "signature");
            case "redacted_thinking" -> has(block, "data");
            default -> false;
        };
    }

    static void write(JsonDocument block, JsonOut out) {
        String type = block.string("type").orElseThrow();
        out.object().name("type").text(type);
        if (type.equals("thinking")) {
            out.name("thinking").raw(raw(block, "thinking"));
            out.name("signature").raw(raw(block, "signature"));
        } else {
            out.name("data").raw(raw(block, "data"));
        }
        out.endObject();
    }

    private static boolean has(JsonDocument block, String name) {
        return block.type(name).filter(JsonType.STRING::equals).isPresent();
    }

    private static Buffer raw(JsonDocument block, String name) {
        return block.raw(name).orElseThrow();
    }
}
