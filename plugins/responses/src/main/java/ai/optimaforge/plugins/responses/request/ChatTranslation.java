// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A request for a response in OpenAI's chat dialect. Thoughts of earlier turns stand beside its
/// fields, as [ai.optimaforge.spi.model.Capability#THOUGHTS] has it.
public final class ChatTranslation {
    private static final List<String> SAME =
            List.of(
                    "temperature",
                    "top_p",
                    "presence_penalty",
                    "frequency_penalty",
                    "service_tier",
                    "user",
                    "safety_identifier",
                    "prompt_cache_key",
                    "forge");

    /// Fields that are heeded here, whoever the provider is.
    private static final Set<String> HEEDED =
            Set.of(
                    "model",
                    "input",
                    "instructions",
                    "previous_response_id",
                    "conversation",
                    "stream",
                    "stream_options",
                    "store",
                    "background",
                    "tools",
                    "tool_choice",
                    "parallel_tool_calls",
                    "max_tool_calls",
                    "max_output_tokens",
                    "text",
                    "reasoning",
                    "top_logprobs",
                    "truncation",
                    "context_management",
                    "include",
                    "metadata");

    private ChatTranslation() {}

    /// The request for an answer.
    ///
    /// @param input all that the model answers
    /// @param notices takes a line for everything that is left out and does not change what is
    /// meant
    /// @throws ai.optimaforge.spi.ForgeException with a 400 that names the field, if the request
    /// asks for what can't be said
    public static ChatRequest of(
            ResponseRequest request, ModelInput input, Consumer<String> notices) {
        JsonObject chat = prompt(request, input, notices);
        Given given = request.given();
        request.maxOutputTokens().ifPresent(most -> chat.put("max_completion_tokens", most));
        for (String name : SAME) {
            if (given.has(name)) {
                chat.put(name, given.value(name));
            }
        }
        given.object("reasoning")
                .flatMap(reasoning -> reasoning.string("effort"))
                .ifPresent(effort -> chat.put("reasoning_effort", effort));
        given.object("text")
                .flatMap(text -> text.string("verbosity"))
                .ifPresent(verbosity -> chat.put("verbosity", verbosity));
        logprobs(request, chat);
        if (request.stream()) {
            chat.put("stream", true);
        }
        noticeTheRest(given, notices);
        return new ChatRequest(JsonDocument.of(chat));
    }

    /// As much of a request as makes the length of its prompt.
    public static ChatRequest ofPrompt(ResponseRequest request, ModelInput input) {
        return new ChatRequest(JsonDocument.of(prompt(request, input, line -> {})));
    }

    private static JsonObject prompt(
            ResponseRequest request, ModelInput input, Consumer<String> notices) {
        Given given = request.given();
        ChatMessages messages = new ChatMessages(notices);
        given.string("instructions").ifPresent(messages::system);
        input.items().forEach(messages::add);
        JsonObject chat =
                new JsonObject().put("model", request.model()).put("messages", messages.end());
        request.tools().addTo(chat, given.bool("parallel_tool_calls").orElse(true), notices);
        format(given).ifPresent(format -> chat.put("response_format", format));
        return chat;
    }

    private static Optional<JsonObject> format(Given request) {
        return request.object("text")
                .flatMap(text -> text.object("format"))
                .filter(format -> !format.text("type").equals("text"))
                .map(ChatTranslation::responseFormat);
    }

    /// What stands beside `type` in a Responses format stands below `json_schema` in a chat's.
    private static JsonObject responseFormat(Given format) {
        JsonObject flat = format.json().copy();
        flat.remove("type");
        JsonObject nested = new JsonObject().put("type", format.text("type"));
        return flat.isEmpty() ? nested : nested.put("json_schema", flat);
    }

    private static void logprobs(ResponseRequest request, JsonObject chat) {
        long most = request.given().integer("top_logprobs", 0, Long.MAX_VALUE).orElse(0L);
        if (most > 0 || request.includes("message.output_text.logprobs")) {
            chat.put("logprobs", true);
        }
        if (most > 0) {
            chat.put("top_logprobs", most);
        }
    }

    private static void noticeTheRest(Given request, Consumer<String> notices) {
        for (String name : request.json().fieldNames()) {
            if (request.has(name) && !SAME.contains(name) && !HEEDED.contains(name)) {
                notices.accept(
                        name + " was left out: the model's provider does not speak this API.");
            }
        }
        for (String what : request.texts("include")) {
            if (!what.equals("reasoning.encrypted_content")
                    && !what.equals("message.output_text.logprobs")) {
                notices.accept(
                        "include (%s) was left out: the model's provider does not speak this API."
                                .formatted(what));
            }
        }
    }
}
