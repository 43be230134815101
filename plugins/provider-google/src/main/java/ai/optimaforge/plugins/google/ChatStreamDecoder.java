// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.spi.stream.PushStream;
import ai.optimaforge.toolkit.SecretMask;
import ai.optimaforge.toolkit.StreamDecoder;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Translates a stream of `GenerateContentResponse`s into chunks of OpenAI's. The stream has no
/// end but that of its connection: it is whole if every candidate has finished by then.
final class ChatStreamDecoder implements StreamDecoder<ChatChunk> {
    private static final int ROOM = 256;

    private final GeminiModel model;
    private final SecretMask mask;
    private final Map<Integer, Choice> choices = new HashMap<>();
    private byte @Nullable [] head;
    private @Nullable JsonDocument accounted;

    /// What has come of one candidate so far.
    private static final class Choice {
        private boolean begun;
        private boolean answered;
        private boolean finished;
        private int calls;
    }

    ChatStreamDecoder(GeminiModel model, SecretMask mask) {
        this.model = model;
        this.mask = mask;
    }

    @Override
    public void event(String type, byte[] data, PushStream<ChatChunk> out) {
        JsonDocument event = parse(data);
        if (head == null) {
            JsonText text = new JsonText(ROOM).open('{');
            Heads.write(event, "chat.completion.chunk", model, text);
            head = text.finish();
        }
        if (event.has("usageMetadata")) {
            accounted = event;
        }
        int place = 0;
        for (JsonDocument candidate : event.objects("candidates")) {
            int index = candidate.integer("index").map(Long::intValue).orElse(place);
            place++;
            candidate(candidate, index, out);
        }
        String blocked = Finish.blockedPrompt(event);
        if (!blocked.isEmpty() && choices.isEmpty()) {
            refuse(0, choice(0), Finish.promptRefusal(blocked), out);
            finish(0, choice(0), "content_filter", out);
        }
    }

    private JsonDocument parse(byte[] data) {
        try {
            return GoogleErrors.parse(data, "an event of its stream");
        } catch (UpstreamException failure) {
            throw mask.hide(failure);
        }
    }

    private Choice choice(int index) {
        return choices.computeIfAbsent(index, i -> new Choice());
    }

    private void candidate(JsonDocument candidate, int index, PushStream<ChatChunk> out) {
        Choice choice = choice(index);
        Said said = Said.in(candidate);
        if (!said.isNothing() || candidate.has("logprobsResult")) {
            delta(candidate, said, index, choice, out);
        }
        String reason = candidate.string("finishReason").orElse("");
        if (reason.isEmpty() || choice.finished) {
            return;
        }
        if (!choice.answered && choices.size() == 1) {
            Finish.requireAnswer(candidate, reason);
        }
        if (!choice.answered && Finish.isBlock(reason)) {
            refuse(index, choice, Finish.refusal(reason), out);
        }
        finish(index, choice, Finish.word(reason, choice.calls > 0), out);
    }

    private void delta(
            JsonDocument candidate,
            Said said,
            int index,
            Choice choice,
            PushStream<ChatChunk> out) {
        int firstCall = choice.calls;
        choice.answered |= said.hasAnswer();
        choice.calls += said.calls();
        chunk(
                index,
                choice,
                delta -> {
                    if (!said.texts().isEmpty()) {
                        delta.name("content").joined(said.texts());
                    }
                    said.writeRest(delta, firstCall);
                    delta.close('}');
                    Logprobs.write(candidate, delta);
                    delta.name("finish_reason").literal("null");
                },
                out);
    }

    private void refuse(int index, Choice choice, String refusal, PushStream<ChatChunk> out) {
        choice.answered = true;
        chunk(
                index,
                choice,
                delta -> {
                    delta.name("refusal").text(refusal).close('}');
                    delta.name("logprobs").literal("null").name("finish_reason").literal("null");
                },
                out);
    }

    private void finish(int index, Choice choice, String word, PushStream<ChatChunk> out) {
        choice.finished = true;
        chunk(
                index,
                choice,
                delta -> {
                    delta.close('}');
                    delta.name("logprobs").literal("null").name("finish_reason").text(word);
                },
                out);
    }

    /// @param rest writes the rest of the delta and closes it, then the rest of the choice
    private void chunk(
            int index, Choice choice, Consumer<JsonText> rest, PushStream<ChatChunk> out) {
        JsonText text = begin();
        text.name("choices").open('[').open('{').name("index").number(index);
        text.name("delta").open('{');
        if (!choice.begun) {
            choice.begun = true;
            text.name("role").literal("\"assistant\"");
        }
        rest.accept(text);
        text.close('}').close(']').close('}');
        push(text, out);
    }

    private JsonText begin() {
        return JsonText.after(requireNonNull(head), ROOM);
    }

    private static void push(JsonText text, PushStream<ChatChunk> out) {
        out.push(new ChatChunk(JsonDocument.parse(text.finish())));
    }

    @Override
    public void end(PushStream<ChatChunk> out) {
        if (choices.isEmpty() || choices.values().stream().anyMatch(choice -> !choice.finished)) {
            out.fail(
                    UpstreamException.of(
                            Failure.HUNG_UP, "its stream ended before the answer was finished"));
            return;
        }
        if (accounted != null) {
            JsonText text = begin();
            text.name("choices").literal("[]");
            accounted.object("usageMetadata").ifPresent(usage -> Accounting.write(usage, text));
            push(text.close('}'), out);
        }
        out.end();
    }

    @Override
    public UpstreamException noStream(String contentType, Buffer body) {
        UpstreamException plain = StreamDecoder.super.noStream(contentType, body);
        return mask.hide(GoogleErrors.inside(body).orElse(plain));
    }
}
