// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.NativeEvent;
import ai.optimaforge.spi.model.TokenUsage;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Reads what an upstream says that speaks the Responses API itself. Its deltas go on as they
/// come; what an item says at its end beyond them is added. Items of tools that it runs are taken
/// as they are when they are done.
final class NativeReader implements ModelReader<NativeEvent> {
    private static final JsonArray NO_LOGPROBS = new JsonArray();

    private final ResponseWriter out;
    private final Set<String> done = new HashSet<>();
    private JsonDocument response = JsonDocument.empty();

    NativeReader(ResponseWriter out) {
        this.out = out;
    }

    /// A whole answer.
    void read(JsonDocument answer) {
        response = answer;
        out.start(answer.string("model").orElse(""));
        for (JsonDocument item : answer.objects("output")) {
            added(item);
            done(item);
        }
    }

    @Override
    public void read(NativeEvent said) {
        JsonDocument event = JsonDocument.parse(said.data());
        switch (event.string("type").orElse(said.event())) {
            case "response.created", "response.in_progress" ->
                    event.object("response")
                            .flatMap(told -> told.string("model"))
                            .ifPresent(out::start);
            case "response.output_item.added" -> event.object("item").ifPresent(this::added);
            case "response.output_text.delta" ->
                    text(event, delta -> out.text(delta, logprobs(event)));
            case "response.refusal.delta" -> text(event, out::refusal);
            case "response.output_text.annotation.added" ->
                    event.object("annotation").ifPresent(n -> out.annotation(n.toJson()));
            case "response.reasoning_summary_part.added" -> out.reasoning().nextPart();
            case "response.reasoning_summary_text.delta",
                    "response.reasoning_text.delta",
                    "response.reasoning.delta" ->
                    text(event, out::thought);
            case "response.function_call_arguments.delta" -> arguments(event);
            case "response.output_item.done" -> event.object("item").ifPresent(this::done);
            case "response.completed", "response.incomplete", "response.failed" ->
                    response = event.object("response").orElse(response);
            default -> {
                // how far a tool has come, which its item tells when it is done
            }
        }
    }

    private static void text(JsonDocument event, Consumer<String> taker) {
        event.string("delta").filter(delta -> !delta.isEmpty()).ifPresent(taker);
    }

    private static JsonArray logprobs(JsonDocument event) {
        List<JsonDocument> told = event.objects("logprobs");
        if (told.isEmpty()) {
            return NO_LOGPROBS;
        }
        JsonArray logprobs = new JsonArray();
        told.forEach(token -> logprobs.add(Logprobs.of(token.toJson())));
        return logprobs;
    }

    private void added(JsonDocument item) {
        String id = item.string("id").orElse("");
        switch (item.string("type").orElse("")) {
            case "message" -> out.beginMessage(id, item.string("phase").orElse(""));
            case "reasoning" -> out.beginReasoning(id);
            case "function_call" -> call(item, "");
            default -> {
                // taken when it is done
            }
        }
    }

    private void call(JsonDocument item, String arguments) {
        String id = item.string("id").orElse("");
        out.call(
                key(id, item.string("call_id").orElse("")),
                id,
                item.string("call_id").orElse(""),
                item.string("name").orElse(""),
                arguments,
                null);
    }

    /// Deltas name the item; some upstreams give items no ids.
    private static String key(String id, String callId) {
        return id.isEmpty() ? callId : id;
    }

    private void arguments(JsonDocument event) {
        String id = event.string("item_id").orElse("");
        if (out.isCall(id)) {
            text(event, delta -> out.call(id, "", "", "", delta, null));
        }
    }

    private void done(JsonDocument item) {
        String id = item.string("id").orElse("");
        if (!id.isEmpty() && !done.add(id)) {
            return;
        }
        switch (item.string("type").orElse("")) {
            case "message" -> message(item);
            case "reasoning" -> reasoning(item);
            case "function_call" ->
                    call(
                            item,
                            rest(
                                    out.arguments(key(id, item.string("call_id").orElse(""))),
                                    item.string("arguments").orElse("")));
            default -> out.verbatim(item.toJson());
        }
    }

    private void message(JsonDocument item) {
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        for (JsonDocument part : item.objects("content")) {
            part.string("text").ifPresent(text::append);
            part.string("refusal").ifPresent(refusal::append);
        }
        MessageItem message = out.message();
        JsonArray logprobs = new JsonArray();
        String moreText = rest(message.said(false), text.toString());
        if (!moreText.isEmpty()) {
            item.objects("content").forEach(part -> logprobs.addAll(logprobs(part)));
            out.text(moreText, logprobs);
        }
        String moreRefusal = rest(message.said(true), refusal.toString());
        if (!moreRefusal.isEmpty()) {
            out.refusal(moreRefusal);
        }
        List<JsonDocument> notes =
                item.objects("content").stream()
                        .flatMap(part -> part.objects("annotations").stream())
                        .toList();
        notes.stream().skip(message.notes()).forEach(note -> out.annotation(note.toJson()));
        out.close(message);
    }

    private void reasoning(JsonDocument item) {
        ReasoningItem reasoning = out.reasoning();
        if (reasoning.isSilent()) {
            for (String name : List.of("summary", "content")) {
                for (JsonDocument part : item.objects(name)) {
                    reasoning.nextPart();
                    part.string("text").filter(t -> !t.isEmpty()).ifPresent(out::thought);
                }
            }
        }
        item.string("encrypted_content").ifPresent(reasoning::encrypted);
        out.close(reasoning);
    }

    /// What a whole says beyond its beginning; nothing if it is another one.
    private static String rest(String begun, String whole) {
        return whole.startsWith(begun) ? whole.substring(begun.length()) : "";
    }

    @Override
    public Ending end(JsonObject target) {
        response.object("usage").ifPresent(u -> target.put("usage", ResponseUsage.of(usage(u))));
        response.string("service_tier").ifPresent(word -> target.put("service_tier", word));
        return switch (response.string("status").orElse("completed")) {
            case "incomplete" -> Ending.incomplete(reason());
            case "failed", "cancelled" -> throw failure();
            default -> Ending.COMPLETED;
        };
    }

    private String reason() {
        Optional<String> told =
                response.object("incomplete_details").flatMap(details -> details.string("reason"));
        return told.filter("content_filter"::equals).orElse("max_output_tokens");
    }

    private ForgeException failure() {
        Optional<JsonDocument> error = response.object("error");
        boolean many =
                error.flatMap(e -> e.string("code"))
                        .filter("rate_limit_exceeded"::equals)
                        .isPresent();
        return new ForgeException(
                many ? CommonError.RATE_LIMIT_EXCEEDED : CommonError.PROVIDER_ERROR,
                "The model's provider failed: "
                        + error.flatMap(e -> e.string("message")).orElse("it does not say why."));
    }

    private static TokenUsage usage(JsonDocument usage) {
        JsonDocument in = usage.object("input_tokens_details").orElse(JsonDocument.empty());
        JsonDocument out = usage.object("output_tokens_details").orElse(JsonDocument.empty());
        return new TokenUsage(
                usage.integer("input_tokens").orElse(0L),
                usage.integer("output_tokens").orElse(0L),
                in.integer("cached_tokens").orElse(0L),
                in.integer("cache_write_tokens").orElse(0L),
                out.integer("reasoning_tokens").orElse(0L));
    }
}
