// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// What a request must have whoever answers it.
final class RequestCheck {
    private static final List<String> FLAGS =
            List.of("stream", "store", "background", "parallel_tool_calls");
    private static final List<String> TEXTS =
            List.of(
                    "instructions",
                    "previous_response_id",
                    "service_tier",
                    "user",
                    "safety_identifier",
                    "prompt_cache_key");
    private static final List<String> FORMATS = List.of("text", "json_object", "json_schema");
    private static final List<String> TRUNCATIONS = List.of("auto", "disabled");
    private static final int MOST_PAIRS = 16;
    private static final int LONGEST_KEY = 64;
    private static final int LONGEST_VALUE = 512;
    private static final int MOST_LOGPROBS = 20;

    private RequestCheck() {}

    static void fields(Given request) {
        if (request.nonEmptyText("model").isBlank()) {
            throw request.refused("model", "model must not be empty.");
        }
        FLAGS.forEach(request::bool);
        TEXTS.forEach(request::string);
        numbers(request);
        request.texts("include");
        if (request.has("truncation")) {
            request.oneOf("truncation", TRUNCATIONS);
        }
        request.object("stream_options");
        request.object("reasoning").ifPresent(RequestCheck::reasoning);
        request.object("text").ifPresent(RequestCheck::text);
        request.object("metadata").ifPresent(RequestCheck::metadata);
        request.objects(ResponseRequest.CONTEXT_MANAGEMENT).forEach(RequestCheck::management);
        continued(request);
        if (request.flag("background") && !request.bool("store").orElse(true)) {
            throw request.refused("background", "background needs store, and store is false here.");
        }
    }

    private static void numbers(Given request) {
        request.number("temperature", 0, 2);
        request.number("top_p", 0, 1);
        request.number("presence_penalty", -2, 2);
        request.number("frequency_penalty", -2, 2);
        request.integer("top_logprobs", 0, MOST_LOGPROBS);
        request.integer("max_output_tokens", 1, Long.MAX_VALUE);
        request.integer("max_tool_calls", 1, Long.MAX_VALUE);
    }

    private static void reasoning(Given reasoning) {
        reasoning.string("effort");
        reasoning.string("summary");
    }

    private static void text(Given text) {
        text.string("verbosity");
        text.object("format").ifPresent(RequestCheck::format);
    }

    private static void format(Given format) {
        if (format.oneOf("type", FORMATS).equals("json_schema")) {
            format.nonEmptyText("name");
            format.bool("strict");
            SchemaCheck.check(format.member("schema"));
        }
    }

    private static void management(Given entry) {
        entry.oneOf("type", List.of("compaction"));
        entry.integer("compact_threshold", 1, Long.MAX_VALUE);
    }

    static void metadata(Given metadata) {
        JsonObject pairs = metadata.json();
        if (pairs.size() > MOST_PAIRS) {
            throw metadata.refused(MOST_PAIRS + " pairs at most, not %d.".formatted(pairs.size()));
        }
        for (String key : pairs.fieldNames()) {
            if (key.length() > LONGEST_KEY) {
                throw metadata.refused(
                        "names of %d characters at most; %s… has %d."
                                .formatted(LONGEST_KEY, key.substring(0, 20), key.length()));
            }
            Object value = pairs.getValue(key);
            if (!(value instanceof String text)) {
                throw metadata.wrong(key, "a text");
            }
            if (text.length() > LONGEST_VALUE) {
                throw metadata.refused(
                        key,
                        "%s must have %d characters at most, not %d."
                                .formatted(metadata.at(key), LONGEST_VALUE, text.length()));
            }
        }
    }

    private static void continued(Given request) {
        Optional<String> previous = request.string("previous_response_id");
        Optional<String> conversation = conversation(request);
        if (previous.isPresent() && conversation.isPresent()) {
            throw request.refused(
                    "previous_response_id",
                    "previous_response_id and conversation exclude each other: a response"
                            + " continues one of them.");
        }
        boolean empty =
                !request.has("input")
                        || (request.value("input") instanceof JsonArray items && items.isEmpty());
        if (empty && previous.isEmpty() && conversation.isEmpty()) {
            throw request.has("input")
                    ? request.refused("input", "input must hold one item at least.")
                    : request.missing("input", "a text or an array of items");
        }
    }

    static Optional<String> conversation(Given request) {
        return request.value("conversation") instanceof JsonObject
                ? request.object("conversation").map(named -> named.nonEmptyText("id"))
                : request.string("conversation");
    }
}
