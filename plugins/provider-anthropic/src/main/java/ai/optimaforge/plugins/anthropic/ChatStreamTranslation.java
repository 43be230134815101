// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.spi.stream.PushStream;
import ai.optimaforge.toolkit.SecretMask;
import ai.optimaforge.toolkit.StreamDecoder;
import ai.optimaforge.toolkit.UpstreamJson;

import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The events of a message as chunks `chat.completion.chunk`, up to `message_stop`. Fragments of
/// text are copied as they come. A block of thoughts comes as `reasoning_content` while it is
/// thought, and once more at its end, signed, in `thinking_blocks`; see [AssistantBlocks].
final class ChatStreamTranslation implements StreamDecoder<ChatChunk> {
    private static final byte[] END_OF_DELTA =
            ",\"logprobs\":null,\"finish_reason\":null}]}".getBytes(US_ASCII);

    private final String answerTool;
    private final SecretMask mask;
    private final int maxThoughts;
    private final Usage usage = new Usage();
    private byte[] head = {};
    private int calls;
    private String stopReason = "";
    private @Nullable OpenBlock block;

    /// @param answerTool the tool whose input is the answer; empty if there is none
    /// @param maxThoughts how many bytes of a block of thoughts are held until it is signed
    ChatStreamTranslation(String answerTool, SecretMask mask, int maxThoughts) {
        this.answerTool = answerTool;
        this.mask = mask;
        this.maxThoughts = maxThoughts;
    }

    /// The block that is being streamed.
    private static final class OpenBlock {
        private final String type;
        private final boolean answer;
        private boolean fed;
        private int size;
        private final List<Buffer> thoughts = new ArrayList<>();
        private final List<Buffer> signature = new ArrayList<>(1);

        OpenBlock(String type, boolean answer) {
            this.type = type;
            this.answer = answer;
        }
    }

    @Override
    public void event(String type, byte[] data, PushStream<ChatChunk> out) {
        JsonDocument event = UpstreamJson.parse(data, "an event of its stream");
        switch (event.string("type").orElse("")) {
            case "message_start" -> start(event, out);
            case "content_block_start" -> blockStart(event, out);
            case "content_block_delta" -> delta(event, out);
            case "content_block_stop" -> blockStop(out);
            case "message_delta" -> messageDelta(event, out);
            case "message_stop" -> stop(out);
            case "error" -> throw mask.hide(UpstreamDocument.error(event).orElseThrow());
            default -> {
                // ping, and what the wire may come to say
            }
        }
    }

    private void start(JsonDocument event, PushStream<ChatChunk> out) {
        JsonDocument message = event.object("message").orElse(JsonDocument.empty());
        usage.take(message);
        JsonOut start = new JsonOut(256).object();
        message.raw("id").ifPresent(id -> start.name("id").raw(id));
        start.name("object").text("chat.completion.chunk");
        start.name("created").number(System.currentTimeMillis() / 1000);
        message.raw("model").ifPresent(model -> start.name("model").raw(model));
        head = start.name("choices").array().toBytes();
        JsonOut chunk = delta();
        chunk.name("role").text("assistant").name("content").text("");
        push(chunk, out);
    }

    private void blockStart(JsonDocument event, PushStream<ChatChunk> out) {
        JsonDocument started = event.object("content_block").orElse(JsonDocument.empty());
        String type = started.string("type").orElse("");
        String name = started.string("name").orElse("");
        OpenBlock opened = new OpenBlock(type, !answerTool.isEmpty() && name.equals(answerTool));
        block = opened;
        switch (type) {
            case "text" ->
                    string(started, "text").ifPresent(text -> fragment("content", text, out));
            case "thinking" -> string(started, "thinking").ifPresent(text -> thought(text, out));
            case "redacted_thinking" -> signed(started, out);
            case "tool_use" -> call(started, opened, out);
            default -> {
                // no tool of the provider's own was asked for, so none has anything to say
            }
        }
    }

    private void call(JsonDocument started, OpenBlock opened, PushStream<ChatChunk> out) {
        Optional<Buffer> input =
                started.object("input")
                        .filter(given -> !given.names().isEmpty())
                        .map(JsonDocument::toBuffer);
        opened.fed = input.isPresent();
        if (opened.answer) {
            input.ifPresent(given -> fragment("content", quoted(given), out));
            return;
        }
        JsonOut chunk = delta().name("tool_calls").array().object();
        chunk.name("index").number(calls++);
        started.raw("id").ifPresent(id -> chunk.name("id").raw(id));
        chunk.name("type").text("function").name("function").object();
        started.raw("name").ifPresent(name -> chunk.name("name").raw(name));
        chunk.name("arguments");
        input.ifPresentOrElse(chunk::quoted, () -> chunk.text(""));
        push(chunk.endObject().endObject().endArray(), out);
    }

    private void delta(JsonDocument event, PushStream<ChatChunk> out) {
        JsonDocument delta = event.object("delta").orElse(JsonDocument.empty());
        switch (delta.string("type").orElse("")) {
            case "text_delta" -> string(delta, "text").ifPresent(t -> fragment("content", t, out));
            case "thinking_delta" -> string(delta, "thinking").ifPresent(t -> thought(t, out));
            case "signature_delta" ->
                    string(delta, "signature").ifPresent(part -> open().signature.add(part));
            case "input_json_delta" ->
                    string(delta, "partial_json").ifPresent(part -> arguments(part, out));
            default -> {
                // citations, of which OpenAI's dialect knows nothing
            }
        }
    }

    private void thought(Buffer text, PushStream<ChatChunk> out) {
        OpenBlock thinking = open();
        thinking.size += text.length();
        if (thinking.size > maxThoughts) {
            throw UpstreamException.of(
                    Failure.GARBLED,
                    "a block of its thoughts is larger than " + maxThoughts + " bytes");
        }
        thinking.thoughts.add(text);
        fragment("reasoning_content", text, out);
    }

    private void arguments(Buffer part, PushStream<ChatChunk> out) {
        OpenBlock call = open();
        call.fed = true;
        if (call.answer) {
            fragment("content", part, out);
        } else {
            argumentsOf(calls - 1, part, out);
        }
    }

    private void argumentsOf(int index, Buffer part, PushStream<ChatChunk> out) {
        JsonOut chunk = delta().name("tool_calls").array().object().name("index").number(index);
        chunk.name("function").object().name("arguments").raw(part);
        push(chunk.endObject().endObject().endArray(), out);
    }

    private void blockStop(PushStream<ChatChunk> out) {
        OpenBlock ended = open();
        block = null;
        if (ended.type.equals("tool_use") && !ended.fed) {
            Buffer nothing = Buffer.buffer("\"{}\"");
            if (ended.answer) {
                fragment("content", nothing, out);
            } else {
                argumentsOf(calls - 1, nothing, out);
            }
        } else if (ended.type.equals("thinking") && !ended.signature.isEmpty()) {
            JsonOut chunk = delta().name("thinking_blocks").array().object();
            chunk.name("type").text("thinking").name("thinking").joined(ended.thoughts);
            chunk.name("signature").joined(ended.signature);
            push(chunk.endObject().endArray(), out);
        }
    }

    private void signed(JsonDocument redacted, PushStream<ChatChunk> out) {
        if (ThinkingBlocks.isWhole(redacted)) {
            JsonOut chunk = delta().name("thinking_blocks").array();
            ThinkingBlocks.write(redacted, chunk);
            push(chunk.endArray(), out);
        }
    }

    private void messageDelta(JsonDocument event, PushStream<ChatChunk> out) {
        usage.take(event);
        JsonDocument delta = event.object("delta").orElse(JsonDocument.empty());
        Optional<String> reason = delta.string("stop_reason");
        if (reason.isEmpty() || !stopReason.isEmpty()) {
            return;
        }
        stopReason = reason.get();
        if (StopReasons.isRefusal(stopReason)) {
            push(delta().name("refusal").text(StopReasons.refusal(delta)), out);
        }
        JsonOut last = delta().endObject().name("logprobs").nothing().name("finish_reason");
        last.text(StopReasons.finishReason(stopReason, calls > 0)).endObject().endArray();
        out.push(new ChatChunk(JsonDocument.parse(last.endObject().toBytes())));
    }

    private void stop(PushStream<ChatChunk> out) {
        if (usage.isTold()) {
            JsonOut chunk = new JsonOut(512).bytes(head()).endArray().name("usage");
            usage.write(chunk);
            out.push(new ChatChunk(JsonDocument.parse(chunk.endObject().toBytes())));
        }
        out.end();
    }

    /// A server that ends without `message_stop` has told all if it has told why the model
    /// stopped.
    @Override
    public void end(PushStream<ChatChunk> out) {
        if (stopReason.isEmpty()) {
            out.fail(
                    UpstreamException.of(
                            Failure.HUNG_UP, "its stream ended before the answer was finished"));
        } else {
            stop(out);
        }
    }

    @Override
    public UpstreamException noStream(String contentType, Buffer body) {
        return NoStream.failure(body)
                .orElseGet(() -> StreamDecoder.super.noStream(contentType, body));
    }

    private OpenBlock open() {
        if (block == null) {
            throw UpstreamException.of(Failure.GARBLED, "its stream has a delta without a block");
        }
        return block;
    }

    private byte[] head() {
        if (head.length == 0) {
            throw UpstreamException.of(
                    Failure.GARBLED, "its stream does not begin with message_start");
        }
        return head;
    }

    private static Optional<Buffer> string(JsonDocument holder, String name) {
        return holder.type(name)
                .filter(JsonType.STRING::equals)
                .flatMap(type -> holder.raw(name))
                .filter(text -> !Texts.isEmpty(text));
    }

    private static Buffer quoted(Buffer json) {
        return new JsonOut(json.length() + 16).quoted(json).toBuffer();
    }

    private void fragment(String name, Buffer text, PushStream<ChatChunk> out) {
        push(delta().name(name).raw(text), out);
    }

    /// A chunk whose delta is open.
    private JsonOut delta() {
        return new JsonOut(512)
                .bytes(head())
                .object()
                .name("index")
                .number(0)
                .name("delta")
                .object();
    }

    private static void push(JsonOut openDelta, PushStream<ChatChunk> out) {
        byte[] chunk = openDelta.endObject().bytes(END_OF_DELTA).toBytes();
        out.push(new ChatChunk(JsonDocument.parse(chunk)));
    }
}
