// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.anthropic;

import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.Wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A right message, whole or streamed as the request asks; a refusal instead, if the real service
/// would refuse the request.
///
/// ```java
/// upstream.next(
///         MessageReply.empty()
///                 .thinking("Let me", " see.")
///                 .text("Looking it up.")
///                 .toolUse(ToolCall.of("toolu_1", "weather", "{\"city\":", "\"Oslo\"}")));
/// ```
public final class MessageReply implements Reply {
    private final List<Block> blocks = new ArrayList<>();
    private String id = "msg_fake";
    private String model = "";
    private String stopReason = "";
    private @Nullable String stopSequence;
    private @Nullable String explanation;
    private int inputTokens = 9;
    private int outputTokens = 12;
    private int cacheRead;
    private int cacheWritten;
    private int thinkingTokens;
    private int errorAfter = Integer.MAX_VALUE;
    private String errorType = "";
    private String errorMessage = "";
    private UnaryOperator<HttpReply> whole = UnaryOperator.identity();
    private UnaryOperator<SseReply> stream = UnaryOperator.identity();

    private MessageReply() {}

    /// Nothing yet: blocks are added in the order in which the model says them.
    public static MessageReply empty() {
        return new MessageReply();
    }

    /// This text; on a stream each fragment is one event.
    public static MessageReply of(String... fragments) {
        return empty().text(fragments);
    }

    /// Calls of functions, and no text.
    public static MessageReply calling(ToolCall... calls) {
        MessageReply reply = empty();
        for (ToolCall call : calls) {
            reply.toolUse(call);
        }
        return reply;
    }

    /// As many events of the same fragment.
    public static MessageReply repeat(String fragment, int times) {
        return of(Collections.nCopies(times, fragment).toArray(String[]::new));
    }

    /// Adds a text.
    public MessageReply text(String... fragments) {
        blocks.add(Block.text(fragments));
        return this;
    }

    /// Adds thoughts, signed with [AnthropicWire#signature].
    public MessageReply thinking(String... fragments) {
        blocks.add(Block.thinking(fragments));
        return this;
    }

    /// Adds thoughts that are not shown.
    public MessageReply redactedThinking(String data) {
        blocks.add(Block.redacted(data));
        return this;
    }

    /// Adds a call of a function.
    public MessageReply toolUse(ToolCall call) {
        blocks.add(Block.toolUse(call));
        return this;
    }

    /// The id, `msg_fake` by default.
    public MessageReply id(String value) {
        id = value;
        return this;
    }

    /// The model as the upstream names it; by default what the request asked for.
    public MessageReply model(String value) {
        model = value;
        return this;
    }

    /// Why the model stopped, for instance `max_tokens`.
    public MessageReply stopReason(String value) {
        stopReason = value;
        return this;
    }

    /// The model stopped at this text.
    public MessageReply stopSequence(String text) {
        stopSequence = text;
        return stopReason("stop_sequence");
    }

    /// The model refused, for this reason; null if it gives none.
    public MessageReply refusing(@Nullable String reason) {
        explanation = reason;
        return stopReason("refusal");
    }

    /// The tokens that are accounted, those of the cache apart.
    public MessageReply usage(int input, int output) {
        inputTokens = input;
        outputTokens = output;
        return this;
    }

    /// The tokens of the prompt that came from the cache, and went into it.
    public MessageReply cache(int read, int written) {
        cacheRead = read;
        cacheWritten = written;
        return this;
    }

    /// How many of the answer's tokens were thoughts.
    public MessageReply thinkingTokens(int tokens) {
        thinkingTokens = tokens;
        return this;
    }

    /// On a stream, an event `error` after so many others, and nothing more.
    public MessageReply failingAfter(int events, String type, String message) {
        errorAfter = events;
        errorType = type;
        errorMessage = message;
        return this;
    }

    /// Shapes the answer where it goes out whole: headers, delays, faults.
    public MessageReply whenWhole(UnaryOperator<HttpReply> shape) {
        whole = shape;
        return this;
    }

    /// Shapes the answer where it is streamed: the pace, delays, faults.
    public MessageReply whenStreamed(UnaryOperator<SseReply> shape) {
        stream = shape;
        return this;
    }

    @Override
    public void play(RecordedRequest request, Wire wire) throws IOException {
        Optional<HttpReply> refusal = AnthropicWire.refusal(request);
        if (refusal.isPresent()) {
            refusal.get().play(request, wire);
        } else if (request.streamed()) {
            stream.apply(SseReply.ofFrames(frames(request))).play(request, wire);
        } else {
            whole.apply(HttpReply.ok().body(message(request))).play(request, wire);
        }
    }

    private JsonObject message(RecordedRequest request) {
        var content = new JsonArray();
        blocks.forEach(block -> content.add(block.whole()));
        JsonObject message = envelope(request).put("content", content);
        stop(message);
        return message.put("usage", usage(outputTokens));
    }

    private JsonObject envelope(RecordedRequest request) {
        return new JsonObject()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model.isEmpty() ? request.model() : model);
    }

    private void stop(JsonObject holder) {
        boolean calls = blocks.stream().anyMatch(Block::isToolUse);
        String natural = calls ? "tool_use" : "end_turn";
        holder.put("stop_reason", stopReason.isEmpty() ? natural : stopReason)
                .put("stop_sequence", stopSequence);
        if (stopReason.equals("refusal")) {
            holder.put(
                    "stop_details",
                    new JsonObject()
                            .put("type", "refusal")
                            .putNull("category")
                            .put("explanation", explanation));
        }
    }

    private JsonObject usage(int output) {
        var usage =
                new JsonObject()
                        .put("input_tokens", inputTokens)
                        .put("cache_creation_input_tokens", cacheWritten)
                        .put("cache_read_input_tokens", cacheRead)
                        .put("output_tokens", output);
        if (thinkingTokens > 0 && output == outputTokens) {
            usage.put(
                    "output_tokens_details",
                    new JsonObject().put("thinking_tokens", thinkingTokens));
        }
        return usage.put("service_tier", "standard");
    }

    /// The frames of the stream, in the wire's order.
    private List<String> frames(RecordedRequest request) {
        List<String> frames = new ArrayList<>();
        JsonObject begun = envelope(request).put("content", new JsonArray());
        begun.putNull("stop_reason").putNull("stop_sequence").put("usage", usage(1));
        frames.add(frame(event("message_start").put("message", begun)));
        frames.add(frame(event("ping")));
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            frames.add(frame(event("content_block_start", i).put("content_block", block.start())));
            for (JsonObject delta : block.deltas()) {
                frames.add(frame(event("content_block_delta", i).put("delta", delta)));
            }
            frames.add(frame(event("content_block_stop", i)));
        }
        var delta = new JsonObject();
        stop(delta);
        frames.add(
                frame(
                        event("message_delta")
                                .put("delta", delta)
                                .put("usage", usage(outputTokens))));
        frames.add(frame(event("message_stop")));
        if (errorAfter < frames.size()) {
            frames.subList(errorAfter, frames.size()).clear();
            frames.add(frame(AnthropicWire.errorBody(errorType, errorMessage)));
        }
        return frames;
    }

    private static JsonObject event(String type) {
        return new JsonObject().put("type", type);
    }

    private static JsonObject event(String type, int index) {
        return event(type).put("index", index);
    }

    private static String frame(JsonObject event) {
        return "event: " + event.getString("type") + "\ndata: " + event.encode() + "\n\n";
    }
}
