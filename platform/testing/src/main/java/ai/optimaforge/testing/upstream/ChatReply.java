// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/// A right chat completion, whole or streamed as the request asks, with the usage chunk where
/// `stream_options.include_usage` asks for it.
///
/// ```java
/// upstream.next(
///         ChatReply.of("Hel", "lo")
///                 .whenStreamed(stream -> stream.every(Duration.ofMillis(20)).resetAfter(2)));
/// ```
public final class ChatReply implements Reply {
    private final List<String> content;
    private final List<ToolCall> toolCalls;
    private String id = "chatcmpl-fake";
    private String model = "";
    private String finishReason;
    private int promptTokens = 9;
    private int completionTokens = 12;
    private UnaryOperator<HttpReply> whole = UnaryOperator.identity();
    private UnaryOperator<SseReply> stream = UnaryOperator.identity();

    private ChatReply(List<String> content, List<ToolCall> toolCalls, String finishReason) {
        this.content = List.copyOf(content);
        this.toolCalls = List.copyOf(toolCalls);
        this.finishReason = finishReason;
    }

    /// This text; on a stream each fragment is one chunk.
    public static ChatReply of(String... fragments) {
        return new ChatReply(List.of(fragments), List.of(), "stop");
    }

    /// Calls of functions, and no text.
    public static ChatReply calling(ToolCall... calls) {
        return new ChatReply(List.of(), List.of(calls), "tool_calls");
    }

    /// As many chunks of the same fragment.
    public static ChatReply repeat(String fragment, int times) {
        return of(Collections.nCopies(times, fragment).toArray(String[]::new));
    }

    /// The id, `chatcmpl-fake` by default.
    public ChatReply id(String value) {
        id = value;
        return this;
    }

    /// The model as the upstream names it; by default what the request asked for.
    public ChatReply model(String value) {
        model = value;
        return this;
    }

    /// Why the model stopped, for instance `length`.
    public ChatReply finishReason(String value) {
        finishReason = value;
        return this;
    }

    /// The tokens that are accounted.
    public ChatReply usage(int prompt, int completion) {
        promptTokens = prompt;
        completionTokens = completion;
        return this;
    }

    /// Shapes the answer where it goes out whole: headers, delays, faults.
    public ChatReply whenWhole(UnaryOperator<HttpReply> shape) {
        whole = shape;
        return this;
    }

    /// Shapes the answer where it is streamed: the pace, delays, faults.
    public ChatReply whenStreamed(UnaryOperator<SseReply> shape) {
        stream = shape;
        return this;
    }

    @Override
    public void play(RecordedRequest request, Wire wire) throws IOException {
        var asked = request.json();
        var document =
                new ChatDocument(
                        id,
                        model.isEmpty() ? request.model() : model,
                        asked.getInteger("n", 1),
                        content,
                        toolCalls,
                        finishReason,
                        promptTokens,
                        completionTokens);
        if (request.streamed()) {
            var options = asked.getJsonObject("stream_options");
            boolean usage = options != null && options.getBoolean("include_usage", false);
            List<String> frames = new ChatChunks(document, usage).frames();
            stream.apply(SseReply.ofFrames(frames)).play(request, wire);
        } else {
            whole.apply(HttpReply.ok().body(document.json())).play(request, wire);
        }
    }
}
