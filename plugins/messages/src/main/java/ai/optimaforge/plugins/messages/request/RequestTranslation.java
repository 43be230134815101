// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.request;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.function.Consumer;

/// A request of the Messages API in OpenAI's dialect.
///
/// What that dialect lacks and a provider may know stands beside its fields, as LiteLLM has it:
/// an assistant's message has its thinking as `reasoning_content` and the blocks themselves,
/// signatures and all, as `thinking_blocks`; `cache_control` stays on the part, the tool, or the
/// message of a tool's result that it marks.
public final class RequestTranslation {
    /// The fields of a request that are read.
    public static final List<String> READ =
            List.of(
                    "model",
                    "messages",
                    "max_tokens",
                    "stream",
                    "system",
                    "tools",
                    "tool_choice",
                    "thinking",
                    "stop_sequences",
                    "temperature",
                    "top_p",
                    "metadata",
                    "output_config",
                    "output_format",
                    "forge");

    private RequestTranslation() {}

    /// The request for an answer.
    ///
    /// @param notices takes a line for everything that is left out and does not change what is
    /// meant
    /// @throws ai.optimaforge.spi.ForgeException with a 400 that names the field, if the request
    /// is malformed or asks for what can't be said
    public static ChatRequest of(JsonDocument request, Consumer<String> notices) {
        Given given = read(request);
        JsonObject chat = prompt(given, notices);
        chat.put("max_tokens", given.whole("max_tokens", 1));
        List<String> stops = given.texts("stop_sequences");
        if (!stops.isEmpty()) {
            chat.put("stop", new JsonArray(stops));
        }
        given.number("temperature", 0, 1).ifPresent(number -> chat.put("temperature", number));
        given.number("top_p", 0, 1).ifPresent(number -> chat.put("top_p", number));
        given.object("metadata")
                .flatMap(metadata -> metadata.string("user_id"))
                .ifPresent(id -> chat.put("user", EndUser.of(id)));
        Effort.of(given, notices).ifPresent(effort -> chat.put("reasoning_effort", effort));
        OutputFormat.of(given).ifPresent(format -> chat.put("response_format", format));
        if (given.flag("stream")) {
            chat.put("stream", true);
        }
        given.object("forge").ifPresent(options -> chat.put("forge", options.json()));
        noticeTheRest(given, notices);
        return new ChatRequest(JsonDocument.of(chat));
    }

    /// As much of a request as makes the length of its prompt; how long its answer may be need
    /// not be said.
    public static ChatRequest ofPrompt(JsonDocument request, Consumer<String> notices) {
        Given given = read(request);
        JsonObject chat = prompt(given, notices);
        OutputFormat.of(given).ifPresent(format -> chat.put("response_format", format));
        return new ChatRequest(JsonDocument.of(chat));
    }

    private static Given read(JsonDocument request) {
        try {
            return new Given(request.toJson(), "");
        } catch (DecodeException e) {
            throw new ForgeException(
                    CommonError.INVALID_JSON,
                    "The body can't be translated for the model's provider: it has a text of more"
                            + " than 20,000,000 characters, a number of more than 1,000 digits, or"
                            + " half a surrogate pair in the name of a member.",
                    e);
        }
    }

    private static JsonObject prompt(Given given, Consumer<String> notices) {
        JsonArray messages = new JsonArray();
        if (given.has("system")) {
            Turns.system(given, "system").ifPresent(messages::add);
        }
        Turns turns = new Turns(messages, notices);
        Turn.read(given).forEach(turns::add);
        turns.end();
        JsonObject chat =
                new JsonObject().put("model", given.text("model")).put("messages", messages);
        Tools.of(given, notices).addTo(chat);
        return chat;
    }

    private static void noticeTheRest(Given given, Consumer<String> notices) {
        for (String name : given.json().fieldNames()) {
            boolean byDefault =
                    name.equals("service_tier") && "auto".equals(given.value("service_tier"));
            if (!READ.contains(name) && given.has(name) && !byDefault) {
                notices.accept(
                        name + " was left out: the model's provider does not speak this API.");
            }
        }
    }
}
