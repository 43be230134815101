// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import static ai.optimaforge.distribution.matrix.Provider.ANTHROPIC;
import static ai.optimaforge.distribution.matrix.Provider.GOOGLE;
import static ai.optimaforge.distribution.matrix.Provider.OPENAI;

import ai.optimaforge.distribution.matrix.Failure.Told;
import ai.optimaforge.testing.upstream.ToolCall;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;

/// The rows of the table.
final class Cases {
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
                + "rkJggg==";
    private static final String PDF = "JVBERi0xLjQKJUVPRg==";
    private static final String CAT = "https://example.org/cat.png";
    private static final String USER = "{\"role\": \"user\", \"content\": \"@ask\"}";
    private static final String SCHEMA =
            """
            {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"],
             "additionalProperties": false}
            """;
    private static final String CHAT_TOOLS =
            """
            "tools": [{"type": "function", "function": {"name": "weather",
              "description": "The weather in a city", "parameters": %s}}]
            """
                    .formatted(SCHEMA);
    private static final String MESSAGES_TOOLS =
            """
            "tools": [{"name": "weather", "description": "The weather in a city",
              "input_schema": %s}]
            """
                    .formatted(SCHEMA);
    private static final ToolCall OSLO = ToolCall.of("call_1", "weather", "{\"city\":\"Oslo\"}");
    private static final ToolCall ZURICH =
            ToolCall.of("call_2", "weather", "{\"city\":\"Zürich\"}");
    private static final String CALL_OSLO = "/call weather {\"city\":\"Oslo\"}";

    private Cases() {}

    static List<Case> all() {
        return List.of(
                text(),
                system(),
                turns(),
                image(),
                imageByUrl(),
                pdf(),
                audio(),
                tool(),
                parallelTools(),
                toolRoundTrip(),
                forcedTool(),
                jsonSchema(),
                reasoning(),
                thoughtsAndTools(),
                stop(),
                lengthCut(),
                refusal(),
                logprobs(),
                new Failure(
                        "error: too many requests",
                        429,
                        new Told(429, "rate_limit_error"),
                        new Told(429, "rate_limit_error")),
                new Failure(
                        "error: overload",
                        529,
                        new Told(503, "service_unavailable"),
                        new Told(529, "overloaded_error")),
                new Failure(
                        "error: not found",
                        404,
                        new Told(404, "not_found"),
                        new Told(404, "not_found_error")),
                new Failure.Amid("error amid the answer"),
                new Cancel("cancel"),
                usage());
    }

    /// A request that says one thing: a directive to the sandbox, to a model a text like others.
    static JsonObject saying(String text, Provider provider, Surface surface) {
        JsonObject user = new JsonObject().put("role", "user").put("content", text);
        return Bench.request(
                new JsonObject().put("messages", JsonArray.of(user)), provider, surface);
    }

    private static String asking(String members) {
        return "{\"messages\": [%s]%s}".formatted(USER, members.isEmpty() ? "" : ", " + members);
    }

    private static String parts(String part) {
        return """
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "@ask"}, %s]}]}
        """
                .formatted(part);
    }

    private static JsonObject json(String text) {
        return new JsonObject(text);
    }

    private static Exchange text() {
        return Exchange.of("text")
                .both(asking(""))
                .reaches(OPENAI, "/messages/0/content", "Say something")
                .reaches(ANTHROPIC, "/messages/0/content/0/text", "Say something")
                .reaches(GOOGLE, "/contents/0/parts/0/text", "Say something");
    }

    private static Exchange system() {
        return Exchange.of("system")
                .chat(
                        "{\"messages\": [{\"role\": \"system\", \"content\": \"Be brief.\"}, %s]}"
                                .formatted(USER))
                .messages(asking("\"system\": \"Be brief.\""))
                .counted(4, 11)
                .reaches(
                        OPENAI,
                        "/messages/0",
                        json("{\"role\":\"system\",\"content\":\"Be brief.\"}"))
                .reaches(OPENAI, "/messages/1/content", "Say something")
                .reaches(ANTHROPIC, "/system/0/text", "Be brief.")
                .reaches(ANTHROPIC, "/messages/0/content/0/text", "Say something")
                .reaches(GOOGLE, "/systemInstruction/parts/0/text", "Be brief.")
                .reaches(GOOGLE, "/contents/0/parts/0/text", "Say something");
    }

    private static Exchange turns() {
        return Exchange.of("multi-turn")
                .both(
                        """
                        {"messages": [{"role": "user", "content": "One"},
                          {"role": "assistant", "content": "Two"}, %s]}
                        """
                                .formatted(USER))
                .counted(4, 11)
                .reaches(
                        OPENAI, "/messages/1", json("{\"role\":\"assistant\",\"content\":\"Two\"}"))
                .reaches(OPENAI, "/messages/2/content", "Say something")
                .reaches(ANTHROPIC, "/messages/1/role", "assistant")
                .reaches(ANTHROPIC, "/messages/1/content/0/text", "Two")
                .reaches(ANTHROPIC, "/messages/2/content/0/text", "Say something")
                .reaches(GOOGLE, "/contents/1/role", "model")
                .reaches(GOOGLE, "/contents/1/parts/0/text", "Two")
                .reaches(GOOGLE, "/contents/2/parts/0/text", "Say something");
    }

    private static Exchange image() {
        String source =
                "{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"%s\"}".formatted(PNG);
        return Exchange.of("image")
                .chat(
                        parts(
                                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\"}}"
                                        .formatted("data:image/png;base64," + PNG)))
                .messages(parts("{\"type\":\"image\",\"source\":%s}".formatted(source)))
                .withoutEffectInSandbox()
                .reaches(
                        OPENAI,
                        "/messages/0/content/1/image_url/url",
                        "data:image/png;base64," + PNG)
                .reaches(ANTHROPIC, "/messages/0/content/1/source", json(source))
                .reaches(
                        GOOGLE,
                        "/contents/0/parts/1/inlineData",
                        new JsonObject().put("mimeType", "image/png").put("data", PNG));
    }

    private static Exchange imageByUrl() {
        return Exchange.of("image by URL")
                .chat(
                        parts(
                                "{\"type\":\"image_url\",\"image_url\":{\"url\":\"%s\"}}"
                                        .formatted(CAT)))
                .messages(
                        parts(
                                "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"%s\"}}"
                                        .formatted(CAT)))
                .withoutEffectInSandbox()
                .reaches(OPENAI, "/messages/0/content/1/image_url/url", CAT)
                .reaches(ANTHROPIC, "/messages/0/content/1/source/url", CAT)
                .reaches(GOOGLE, "/contents/0/parts/1/fileData/fileUri", CAT);
    }

    private static Exchange pdf() {
        return Exchange.of("PDF")
                .chat(
                        parts(
                                """
                                {"type": "file", "file": {"filename": "a.pdf",
                                  "file_data": "data:application/pdf;base64,%s"}}
                                """
                                        .formatted(PDF)))
                .messages(
                        parts(
                                """
                                {"type": "document", "title": "a.pdf", "source": {"type": "base64",
                                  "media_type": "application/pdf", "data": "%s"}}
                                """
                                        .formatted(PDF)))
                .withoutEffectInSandbox()
                .reaches(
                        OPENAI,
                        "/messages/0/content/1/file/file_data",
                        "data:application/pdf;base64," + PDF)
                .reaches(OPENAI, "/messages/0/content/1/file/filename", "a.pdf")
                .reaches(ANTHROPIC, "/messages/0/content/1/source/data", PDF)
                .reaches(ANTHROPIC, "/messages/0/content/1/title", "a.pdf")
                .reaches(
                        GOOGLE,
                        "/contents/0/parts/1/inlineData",
                        new JsonObject().put("mimeType", "application/pdf").put("data", PDF));
    }

    private static Exchange audio() {
        return Exchange.of("audio")
                .chat(
                        parts(
                                "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"UklGRg==\","
                                        + "\"format\":\"wav\"}}"))
                .withoutEffectInSandbox()
                .reaches(
                        GOOGLE,
                        "/contents/0/parts/1/inlineData",
                        json("{\"mimeType\":\"audio/wav\",\"data\":\"UklGRg==\"}"));
    }

    private static Exchange withTools(String name, String chatMore, String messagesMore) {
        return Exchange.of(name)
                .chat(asking(CHAT_TOOLS + chatMore))
                .messages(asking(MESSAGES_TOOLS + messagesMore))
                .reaches(OPENAI, "/tools/0/function/name", "weather")
                .reaches(OPENAI, "/tools/0/function/parameters", json(SCHEMA))
                .reaches(ANTHROPIC, "/tools/0/name", "weather")
                .reaches(ANTHROPIC, "/tools/0/input_schema", json(SCHEMA))
                .reaches(GOOGLE, "/tools/0/functionDeclarations/0/name", "weather")
                .reaches(
                        GOOGLE,
                        "/tools/0/functionDeclarations/0/parametersJsonSchema",
                        json(SCHEMA));
    }

    private static Exchange tool() {
        return withTools("one tool", "", "")
                .says(Said.calling(OSLO))
                .inSandbox(CALL_OSLO, Said.calling(OSLO));
    }

    private static Exchange parallelTools() {
        return withTools("parallel tools", "", "")
                .says(Said.calling(OSLO, ZURICH))
                .inSandbox(
                        CALL_OSLO + "\n/call weather {\"city\":\"Zürich\"}",
                        Said.calling(OSLO, ZURICH));
    }

    private static Exchange toolRoundTrip() {
        return Exchange.of("tool round trip")
                .chat(
                        """
                        {"messages": [%s,
                          {"role": "assistant", "content": null, "tool_calls": [
                            {"id": "call_1", "type": "function", "function":
                              {"name": "weather", "arguments": "{\\"city\\":\\"Oslo\\"}"}},
                            {"id": "call_2", "type": "function", "function":
                              {"name": "weather", "arguments": "{\\"city\\":\\"Zürich\\"}"}}]},
                          {"role": "tool", "tool_call_id": "call_1", "content": "Snow."},
                          {"role": "tool", "tool_call_id": "call_2", "content": "Rain."}], %s}
                        """
                                .formatted(USER, CHAT_TOOLS))
                .messages(
                        """
                        {"messages": [%s,
                          {"role": "assistant", "content": [
                            {"type": "tool_use", "id": "call_1", "name": "weather",
                              "input": {"city": "Oslo"}},
                            {"type": "tool_use", "id": "call_2", "name": "weather",
                              "input": {"city": "Zürich"}}]},
                          {"role": "user", "content": [
                            {"type": "tool_result", "tool_use_id": "call_1", "content": "Snow."},
                            {"type": "tool_result", "tool_use_id": "call_2", "content": "Rain."}
                          ]}], %s}
                        """
                                .formatted(USER, MESSAGES_TOOLS))
                .inSandbox(
                        "Say something",
                        Said.text("This is the sandbox, not a model. The tool said: Rain."))
                .reaches(OPENAI, "/messages/1/tool_calls/1/id", "call_2")
                .reaches(
                        OPENAI,
                        "/messages/1/tool_calls/1/function/arguments",
                        "{\"city\":\"Zürich\"}")
                .reaches(OPENAI, "/messages/2/tool_call_id", "call_1")
                .reaches(OPENAI, "/messages/2/content", "Snow.")
                .reaches(OPENAI, "/messages/3/tool_call_id", "call_2")
                .reaches(ANTHROPIC, "/messages/1/content/1/input", json("{\"city\":\"Zürich\"}"))
                .reaches(ANTHROPIC, "/messages/2/content/0/tool_use_id", "call_1")
                .reaches(ANTHROPIC, "/messages/2/content/1/tool_use_id", "call_2")
                .reaches(
                        GOOGLE,
                        "/contents/1/parts/1/functionCall/args",
                        json("{\"city\":\"Zürich\"}"))
                .reaches(GOOGLE, "/contents/2/parts/0/functionResponse/name", "weather")
                .reaches(GOOGLE, "/contents/2/parts/1/functionResponse/name", "weather");
    }

    private static Exchange forcedTool() {
        return withTools(
                        "forced tool",
                        ", \"tool_choice\": {\"type\": \"function\", \"function\": {\"name\":"
                                + " \"weather\"}}",
                        ", \"tool_choice\": {\"type\": \"tool\", \"name\": \"weather\"}")
                .says(Said.calling(OSLO))
                .inSandbox(
                        "Say something",
                        Said.calling(ToolCall.of("", "weather", "{\"city\":\"sandbox\"}")))
                .reaches(OPENAI, "/tool_choice/function/name", "weather")
                .reaches(ANTHROPIC, "/tool_choice/type", "tool")
                .reaches(ANTHROPIC, "/tool_choice/name", "weather")
                .reaches(GOOGLE, "/toolConfig/functionCallingConfig/mode", "ANY")
                .reaches(
                        GOOGLE,
                        "/toolConfig/functionCallingConfig/allowedFunctionNames/0",
                        "weather");
    }

    private static Exchange jsonSchema() {
        return Exchange.of("JSON schema")
                .chat(
                        asking(
                                """
                                "response_format": {"type": "json_schema", "json_schema":
                                  {"name": "place", "strict": true, "schema": %s}}
                                """
                                        .formatted(SCHEMA)))
                .messages(
                        asking(
                                """
                                "output_config": {"format": {"type": "json_schema", "schema": %s}}
                                """
                                        .formatted(SCHEMA)))
                .says(Said.text("{\"city\":\"Zürich\"}"))
                .inSandbox("Say something", Said.text("{\"city\":\"sandbox\"}"))
                .reaches(OPENAI, "/response_format/json_schema/schema", json(SCHEMA))
                .reaches(ANTHROPIC, "/output_config/format/schema", json(SCHEMA))
                .reaches(GOOGLE, "/generationConfig/responseMimeType", "application/json")
                .reaches(GOOGLE, "/generationConfig/responseJsonSchema", json(SCHEMA));
    }

    private static Exchange reasoning() {
        return Exchange.of("reasoning")
                .chat(asking("\"reasoning_effort\": \"low\""))
                .messages(asking("\"thinking\": {\"type\": \"enabled\", \"budget_tokens\": 1024}"))
                .says(Said.text("Something.").thinking("They want something."))
                .withoutEffectInSandbox()
                .reaches(OPENAI, "/reasoning_effort", "low")
                .reaches(ANTHROPIC, "/thinking/type", "enabled")
                .reaches(GOOGLE, "/generationConfig/thinkingConfig/thinkingLevel", "LOW")
                .reaches(GOOGLE, "/generationConfig/thinkingConfig/includeThoughts", true);
    }

    private static ThoughtfulTools thoughtsAndTools() {
        return new ThoughtfulTools(
                "thoughts in a tool round trip",
                "{%s, \"reasoning_effort\": \"low\"}".formatted(CHAT_TOOLS),
                "{%s, \"thinking\": {\"type\": \"enabled\", \"budget_tokens\": 1024}}"
                        .formatted(MESSAGES_TOOLS),
                OSLO);
    }

    private static Exchange stop() {
        return Exchange.of("stop")
                .chat(asking("\"stop\": [\"END\"]"))
                .messages(asking("\"stop_sequences\": [\"END\"]"))
                .says(Said.text("Something").ending(End.STOP))
                .inSandbox(
                        "Say END and more",
                        Said.text("This is the sandbox, not a model. You said: Say ")
                                .ending(End.STOP))
                .reaches(OPENAI, "/stop", JsonArray.of("END"))
                .reaches(ANTHROPIC, "/stop_sequences", JsonArray.of("END"))
                .reaches(GOOGLE, "/generationConfig/stopSequences", JsonArray.of("END"));
    }

    private static Exchange lengthCut() {
        return Exchange.of("length cut")
                .both(asking("\"max_tokens\": 5"))
                .says(Said.text("Somethi").ending(End.LENGTH))
                .inSandbox(
                        "Say something", Said.text("This is the sandbox, not ").ending(End.LENGTH))
                .reaches(OPENAI, "/max_tokens", 5)
                .reaches(ANTHROPIC, "/max_tokens", 5)
                .reaches(GOOGLE, "/generationConfig/maxOutputTokens", 5);
    }

    private static Exchange refusal() {
        return Exchange.of("refusal")
                .both(asking(""))
                .says(Said.text("I can't help with that.").ending(End.REFUSAL))
                .comesOver(
                        GOOGLE,
                        Said.text("The answer was blocked by Google: SAFETY.").ending(End.REFUSAL))
                .withoutEffectInSandbox();
    }

    private static Exchange logprobs() {
        return Exchange.of("logprobs")
                .chat(asking("\"logprobs\": true, \"top_logprobs\": 2"))
                .withoutEffectInSandbox()
                .reaches(GOOGLE, "/generationConfig/responseLogprobs", true)
                .reaches(GOOGLE, "/generationConfig/logprobs", 2);
    }

    private static Exchange usage() {
        return Exchange.of("usage").both(asking("")).counted(2, 11);
    }
}
