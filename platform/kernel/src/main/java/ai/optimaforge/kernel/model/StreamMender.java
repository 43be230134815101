// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/// Makes the chunks of any upstream a canonical stream, see [ChatChunk]: one id, time and model
/// in all; the role alone in the first chunk of a choice; each choice with a finish reason; usage
/// in one chunk at the end. A chunk that is right is not touched.
final class StreamMender {
    private static final String OBJECT = "chat.completion.chunk";

    private final String model;
    private final boolean tools;
    private final Consumer<ChatChunk> out;
    private final TreeMap<Integer, ChoiceMender> choices = new TreeMap<>();
    private @Nullable JsonDocument head;
    private @Nullable JsonDocument usage;

    /// @param model the model that was asked, for a stream that does not name its own
    /// @param tools whether the request offered tools
    /// @param out takes the canonical chunks
    StreamMender(String model, boolean tools, Consumer<ChatChunk> out) {
        this.model = model;
        this.tools = tools;
        this.out = out;
    }

    /// What the upstream said the call used.
    Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage).map(TokenUsage::of);
    }

    void chunk(ChatChunk chunk) {
        JsonDocument document = chunk.document();
        if (head == null) {
            head = head(document);
        }
        JsonDocument named = withHead(document, head);
        document.object("usage").ifPresent(found -> usage = UsageMender.mend(found));
        if (chunk.hasChoices()) {
            choices(named.without("usage"));
        } else if (usage == null) {
            emit(named.without("usage"));
        }
    }

    private JsonDocument head(JsonDocument first) {
        return JsonDocument.of(
                new JsonObject()
                        .put(
                                "id",
                                first.string("id").orElseGet(() -> "chatcmpl-" + UUID.randomUUID()))
                        .put("object", OBJECT)
                        .put(
                                "created",
                                first.integer("created")
                                        .orElseGet(() -> System.currentTimeMillis() / 1000))
                        .put("model", first.string("model").orElse(model)));
    }

    private static JsonDocument withHead(JsonDocument chunk, JsonDocument head) {
        JsonDocument named = withString(chunk, head, "id");
        named = withString(named, head, "object");
        named = withString(named, head, "model");
        return named.integer("created").equals(head.integer("created"))
                ? named
                : named.with("created", head.integer("created").orElseThrow());
    }

    private static JsonDocument withString(JsonDocument chunk, JsonDocument head, String name) {
        Optional<String> wanted = head.string(name);
        return chunk.string(name).equals(wanted) ? chunk : chunk.with(name, wanted.orElseThrow());
    }

    private void choices(JsonDocument chunk) {
        // what a choice needs before this chunk: its role, arguments for a call that has none
        JsonDocument mended =
                chunk.mapObjects(
                        "choices",
                        choice -> {
                            int index = choice.integer("index").orElse(0L).intValue();
                            return choices.computeIfAbsent(index, i -> new ChoiceMender(i, tools))
                                    .mend(choice, delta -> emitDelta(index, delta, null));
                        });
        emit(mended);
    }

    private void emitDelta(int index, JsonObject delta, @Nullable String finishReason) {
        JsonObject choice =
                new JsonObject()
                        .put("index", index)
                        .put("delta", delta)
                        .put("logprobs", null)
                        .put("finish_reason", finishReason);
        emit(knownHead().with("choices", new JsonArray().add(choice)));
    }

    /// The upstream has ended the stream.
    void end() {
        if (head == null) {
            throw UpstreamException.of(Failure.GARBLED, "its stream was empty");
        }
        choices.forEach(
                (index, choice) ->
                        choice.missingFinishReason(delta -> emitDelta(index, delta, null))
                                .ifPresent(reason -> emitDelta(index, new JsonObject(), reason)));
        if (usage != null) {
            emit(knownHead().with("choices", new JsonArray()).with("usage", usage));
        }
    }

    /// Says what the call used in the upstream's place, which has ended the stream without.
    void usage(JsonDocument counted) {
        emit(knownHead().with("choices", new JsonArray()).with("usage", counted));
    }

    private JsonDocument knownHead() {
        if (head == null) {
            throw new IllegalStateException("nothing was seen of the stream yet");
        }
        return head;
    }

    private void emit(JsonDocument document) {
        out.accept(new ChatChunk(document));
    }
}
