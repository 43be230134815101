// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import io.vertx.core.buffer.Buffer;

import java.util.Optional;

/// How the answer shall be made: `generationConfig`.
final class GenerationConfig {
    private final JsonDocument request;
    private final GeminiModel model;
    private final Notices notices;
    private final JsonText out;

    GenerationConfig(JsonDocument request, GeminiModel model, Notices notices, JsonText out) {
        this.request = request;
        this.model = model;
        this.notices = notices;
        this.out = out;
    }

    void write() {
        out.name("generationConfig").open('{');
        limits();
        copy("temperature", "temperature");
        copy("top_p", "topP");
        copy("top_k", "topK");
        copyUnlessZero("presence_penalty", "presencePenalty");
        copyUnlessZero("frequency_penalty", "frequencyPenalty");
        seed();
        logprobs();
        format();
        Thinking.write(request, model, notices, out);
        out.close('}');
    }

    private void limits() {
        RequestFields.whole(request, "max_completion_tokens", 1)
                .or(() -> RequestFields.whole(request, "max_tokens", 1))
                .ifPresent(most -> out.name("maxOutputTokens").number(most));
        RequestFields.whole(request, "n", 1)
                .filter(count -> count > 1)
                .ifPresent(count -> out.name("candidateCount").number(count));
        stop();
    }

    private void stop() {
        if (!RequestFields.has(request, "stop")) {
            return;
        }
        Buffer raw = request.raw("stop").orElseThrow();
        switch (request.type("stop").orElseThrow()) {
            case STRING -> out.name("stopSequences").open('[').raw(raw).close(']');
            case ARRAY -> {
                if (!request.isEmpty("stop")) {
                    out.name("stopSequences").raw(raw);
                }
            }
            default ->
                    throw RequestFields.wrong(request, "stop", "stop", "a text or a list of texts");
        }
    }

    private void copy(String name, String theirs) {
        RequestFields.number(request, name).ifPresent(value -> out.name(theirs).raw(value));
    }

    /// Many a client sends 0 by habit, which is the default, and newer models refuse any penalty.
    private void copyUnlessZero(String name, String theirs) {
        RequestFields.number(request, name)
                .filter(value -> Double.parseDouble(value.toString()) != 0)
                .ifPresent(value -> out.name(theirs).raw(value));
    }

    /// Gemini's seed has 32 bits, OpenAI's 64: a longer one is folded, which leaves it what it is
    /// for, the same answer to the same seed.
    private void seed() {
        RequestFields.whole(request, "seed", Long.MIN_VALUE)
                .ifPresent(
                        seed ->
                                out.name("seed")
                                        .number(seed == seed.intValue() ? seed : seed.hashCode()));
    }

    private void logprobs() {
        if (!RequestFields.flag(request, "logprobs")) {
            return;
        }
        out.name("responseLogprobs").literal("true");
        RequestFields.whole(request, "top_logprobs", 0)
                .filter(count -> count > 0)
                .ifPresent(count -> out.name("logprobs").number(count));
    }

    private void format() {
        Optional<JsonDocument> format =
                RequestFields.object(request, "response_format", "response_format");
        if (format.isEmpty()) {
            return;
        }
        String type = RequestFields.text(format.get(), "type", "response_format.type");
        switch (type) {
            case "text" -> {}
            case "json_object" -> out.name("responseMimeType").literal("\"application/json\"");
            case "json_schema" -> schema(format.get());
            default ->
                    throw RequestFields.refused(
                            "response_format.type",
                            "must be text, json_object or json_schema, not "
                                    + RequestFields.shown(type));
        }
    }

    private void schema(JsonDocument format) {
        String path = "response_format.json_schema";
        JsonDocument named =
                RequestFields.object(format, "json_schema", path)
                        .orElseThrow(
                                () ->
                                        RequestFields.wrong(
                                                format, "json_schema", path, "an object"));
        out.name("responseMimeType").literal("\"application/json\"");
        RequestFields.raw(named, "schema", JsonType.OBJECT, path + ".schema", "an object")
                .ifPresent(schema -> out.name("responseJsonSchema").raw(schema));
    }
}
