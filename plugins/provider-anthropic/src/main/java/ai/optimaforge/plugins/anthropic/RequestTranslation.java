// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonSlice;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.ChatRequest;

import io.vertx.core.buffer.Buffer;

import java.util.List;

/// A chat request in OpenAI's dialect as a request of the Messages API.
///
/// @param body the request as the upstream takes it
/// @param answerTool the tool whose input is the answer; empty if the answer is what the model
/// says
record RequestTranslation(Buffer body, String answerTool) {
    private static final int ROOM_FOR_BLOCKS = 48;

    /// @param traits what the wire takes for the model
    /// @param stream whether the answer shall be a stream
    /// @throws ai.optimaforge.spi.ForgeException with a 400 and the field, for what the wire
    /// can't express
    static RequestTranslation of(
            ChatRequest request, ModelTraits traits, boolean stream, CallContext call) {
        JsonDocument document = request.document();
        Notices notices = new Notices(call);
        RequestFields.check(document, notices);
        List<JsonDocument> messages = RequestFields.objects(document, "messages", "messages");
        int size = document.slice("messages").map(JsonSlice::length).orElse(0);
        Conversation conversation =
                Conversation.of(messages, size + ROOM_FOR_BLOCKS * messages.size() + 64, notices);
        OutputShape shape = OutputShape.of(document, traits, notices);
        ToolDefinitions tools = ToolDefinitions.of(document, shape, traits, notices);
        Reasoning reasoning =
                Reasoning.of(
                        document,
                        traits,
                        tools.isForced(),
                        conversation.endsInBareRoundTrip(),
                        notices);
        JsonOut out =
                new JsonOut(512 + conversation.system().length() + tools.definitions().length());
        out.object().name("model").text(request.model());
        out.name("max_tokens").number(reasoning.maxTokens());
        if (stream) {
            out.name("stream").flag(true);
        }
        list(out, "system", conversation.system());
        out.name("messages").array();
        int turns = out.length();
        out.endArray();
        list(out, "tools", tools.definitions());
        if (!tools.choice().isEmpty()) {
            out.name("tool_choice").raw(tools.choice());
        }
        thinking(out, reasoning, traits);
        outputConfig(out, reasoning, shape);
        Sampling.write(document, traits, reasoning.isOn(), out, notices);
        Sampling.stops(document, out);
        user(out, document);
        ContentParts.cacheControl(out, document);
        out.endObject();
        return new RequestTranslation(out.toBuffer(turns, conversation.turns()), shape.toolName());
    }

    private static void list(JsonOut out, String name, JsonOut values) {
        if (!values.isEmpty()) {
            out.name(name).array().raw(values).endArray();
        }
    }

    private static void thinking(JsonOut out, Reasoning reasoning, ModelTraits traits) {
        if (reasoning.raw() != null) {
            out.name("thinking").raw(reasoning.raw().toBuffer());
            return;
        }
        if (reasoning.form() == null) {
            return;
        }
        out.name("thinking").object().name("type");
        switch (reasoning.form()) {
            case BUDGET -> out.text("enabled").name("budget_tokens").number(reasoning.budget());
            case DISABLED -> out.text("disabled");
            case ADAPTIVE -> {
                out.text("adaptive");
                if (!traits.thinking().contains(ThinkingForm.BUDGET)) {
                    // models of this kind keep their thoughts to themselves unless asked
                    out.name("display").text("summarized");
                }
            }
        }
        out.endObject();
    }

    private static void outputConfig(JsonOut out, Reasoning reasoning, OutputShape shape) {
        if (reasoning.effort().isEmpty() && shape.grammar().isEmpty()) {
            return;
        }
        out.name("output_config").object();
        if (!reasoning.effort().isEmpty()) {
            out.name("effort").text(reasoning.effort());
        }
        shape.grammar()
                .ifPresent(
                        schema ->
                                out.name("format")
                                        .object()
                                        .name("type")
                                        .text("json_schema")
                                        .name("schema")
                                        .raw(schema.toBuffer())
                                        .endObject());
        out.endObject();
    }

    private static void user(JsonOut out, JsonDocument request) {
        if (request.type("user").filter(JsonType.STRING::equals).isPresent()) {
            Buffer user = request.raw("user").orElseThrow();
            out.name("metadata").object().name("user_id").raw(user).endObject();
        }
    }
}
