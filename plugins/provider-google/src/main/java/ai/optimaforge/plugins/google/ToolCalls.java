// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.buffer.Buffer;

import java.util.UUID;

/// A part `functionCall` as a tool call of OpenAI's. The signature of the thoughts behind it goes
/// where Google's own endpoint for OpenAI's clients has it, and comes back from there.
final class ToolCalls {
    private ToolCalls() {}

    /// @param index its index on a stream; negative in a whole answer
    static void write(JsonDocument part, int index, JsonText out) {
        JsonDocument call = part.object("functionCall").orElseThrow();
        out.open('{');
        if (index >= 0) {
            out.name("index").number(index);
        }
        String id = call.string("id").filter(given -> !given.isEmpty()).orElseGet(ToolCalls::newId);
        out.name("id").text(id).name("type").literal("\"function\"");
        out.name("function").open('{').name("name").text(call.string("name").orElse(""));
        out.name("arguments").text(arguments(call)).close('}');
        part.string("thoughtSignature")
                .ifPresent(
                        signature ->
                                writeSignature(part.slice("thoughtSignature").orElseThrow(), out));
        out.close('}');
    }

    private static String arguments(JsonDocument call) {
        return call.type("args")
                .filter(JsonType.OBJECT::equals)
                .flatMap(type -> call.raw("args"))
                .map(Buffer::toString)
                .orElse("{}");
    }

    private static String newId() {
        return "call_" + UUID.randomUUID().toString().replace("-", "");
    }

    static void writeSignature(JsonSlice signature, JsonText out) {
        out.name("extra_content").open('{').name("google").open('{');
        out.name("thought_signature").raw(signature).close('}').close('}');
    }
}
