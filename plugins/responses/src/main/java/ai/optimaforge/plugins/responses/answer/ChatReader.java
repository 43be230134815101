// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.TokenUsage;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// Reads what a model says in OpenAI's chat dialect, of which the first choice counts.
final class ChatReader implements ModelReader<ChatChunk> {
    private static final JsonArray NO_LOGPROBS = new JsonArray();

    private final ResponseWriter out;
    private String finishReason = "stop";
    private Optional<TokenUsage> usage = Optional.empty();
    private Optional<String> tier = Optional.empty();

    ChatReader(ResponseWriter out) {
        this.out = out;
    }

    @Override
    public void read(ChatChunk chunk) {
        usage = chunk.usage().or(() -> usage);
        answer(chunk.document(), "delta");
    }

    void read(ChatAnswer answer) {
        usage = answer.usage();
        answer(answer.document(), "message");
    }

    private void answer(JsonDocument document, String member) {
        out.start(document.string("model").orElse(""));
        tier = document.string("service_tier").or(() -> tier);
        for (JsonDocument choice : document.objects("choices")) {
            if (choice.integer("index").orElse(0L) == 0) {
                JsonArray logprobs = logprobs(choice);
                choice.object(member).ifPresent(said -> said(said, logprobs));
                choice.string("finish_reason").ifPresent(reason -> finishReason = reason);
            }
        }
    }

    private static JsonArray logprobs(JsonDocument choice) {
        List<JsonDocument> told =
                choice.object("logprobs").map(l -> l.objects("content")).orElse(List.of());
        if (told.isEmpty()) {
            return NO_LOGPROBS;
        }
        JsonArray logprobs = new JsonArray();
        told.forEach(token -> logprobs.add(Logprobs.of(token.toJson())));
        return logprobs;
    }

    private void said(JsonDocument said, JsonArray logprobs) {
        List<JsonDocument> blocks = said.objects("thinking_blocks");
        Optional<String> thought =
                said.string("reasoning_content")
                        .filter(text -> !text.isEmpty())
                        .or(() -> said.string("reasoning").filter(text -> !text.isEmpty()));
        thought.ifPresent(out::thought);
        for (JsonDocument block : blocks) {
            // its text stands beside the blocks, if at all
            if (thought.isEmpty()) {
                block.string("thinking").filter(t -> !t.isEmpty()).ifPresent(out::thought);
            }
            out.thoughtBlock(block.toJson());
        }
        said.string("content")
                .filter(text -> !text.isEmpty() || !logprobs.isEmpty())
                .ifPresent(text -> out.text(text, logprobs));
        said.string("refusal").filter(text -> !text.isEmpty()).ifPresent(out::refusal);
        said.objects("annotations").forEach(note -> annotation(note.toJson()));
        long number = 0;
        for (JsonDocument call : said.objects("tool_calls")) {
            call(call, number);
            number++;
        }
    }

    /// What is nested in the chat dialect is flat here.
    private void annotation(JsonObject note) {
        if (note.getValue("type") instanceof String type) {
            JsonObject flat = new JsonObject().put("type", type);
            if (note.getValue(type) instanceof JsonObject nested) {
                flat.mergeIn(nested);
            }
            out.annotation(flat);
        }
    }

    private void call(JsonDocument call, long number) {
        JsonDocument function = call.object("function").orElse(JsonDocument.empty());
        out.call(
                call.integer("index").orElse(number),
                "",
                call.string("id").orElse(""),
                function.string("name").orElse(""),
                function.string("arguments").orElse(""),
                call.object("extra_content").map(JsonDocument::toJson).orElse(null));
    }

    @Override
    public Ending end(JsonObject response) {
        usage.ifPresent(used -> response.put("usage", ResponseUsage.of(used)));
        tier.ifPresent(word -> response.put("service_tier", word));
        return Ending.ofFinishReason(finishReason);
    }
}
