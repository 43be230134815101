// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.anthropic.MessageReply;
import ai.optimaforge.testing.upstream.google.GeminiReply;

import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;

/// What a model says, on the wires of Anthropic and Google.
final class Replies {
    /// The frames of a Message before its second text: `message_start`, `ping`, the block's start
    /// and its first text.
    private static final int MESSAGE_FRAMES = 4;

    /// What Google's model signs its thoughts with.
    static final String SIGNATURE = "c2lnbmVk";

    private static final int BYTES = 20;

    private Replies() {}

    static Reply anthropic(Said said, Fate fate) {
        MessageReply reply = MessageReply.empty();
        if (!said.thoughts().isEmpty()) {
            reply.thinking(said.thoughts());
        }
        if (!said.text().isEmpty() && said.end() != End.REFUSAL) {
            reply.text(halves(said.text()));
        }
        said.calls().forEach(reply::toolUse);
        switch (said.end()) {
            case LENGTH -> reply.stopReason("max_tokens");
            case STOP -> reply.stopSequence("END");
            case REFUSAL -> reply.refusing(said.text());
            default -> {}
        }
        Said.Tokens tokens = Said.TOKENS;
        reply.usage(tokens.prompt() - tokens.cached(), tokens.answer())
                .cache(tokens.cached(), 0)
                .thinkingTokens(tokens.thought());
        return switch (fate) {
            case COMES -> reply;
            case DIES ->
                    reply.failingAfter(MESSAGE_FRAMES, "api_error", "it broke")
                            .whenWhole(whole -> whole.closeAfter(BYTES));
            case STALLS ->
                    reply.whenStreamed(stream -> stream.stallAfter(MESSAGE_FRAMES))
                            .whenWhole(whole -> whole.stallAfter(BYTES));
        };
    }

    static Reply google(Said said, Fate fate) {
        List<JsonObject> parts = new ArrayList<>();
        if (!said.text().isEmpty() && said.end() != End.REFUSAL) {
            for (String half : halves(said.text())) {
                parts.add(new JsonObject().put("text", half));
            }
        }
        for (ToolCall call : said.calls()) {
            JsonObject function =
                    new JsonObject()
                            .put("name", call.name())
                            .put("args", new JsonObject(call.arguments()));
            parts.add(new JsonObject().put("functionCall", function));
        }
        GeminiReply reply = GeminiReply.ofParts(parts.toArray(JsonObject[]::new));
        if (!said.thoughts().isEmpty()) {
            reply.thinking(said.thoughts());
            if (!said.calls().isEmpty()) {
                reply.signed(SIGNATURE);
            }
        }
        switch (said.end()) {
            case LENGTH -> reply.finishReason("MAX_TOKENS");
            case REFUSAL -> reply.finishReason("SAFETY");
            default -> {}
        }
        Said.Tokens tokens = Said.TOKENS;
        reply.usage("promptTokenCount", tokens.prompt())
                .usage("cachedContentTokenCount", tokens.cached())
                .usage("candidatesTokenCount", tokens.answer() - tokens.thought())
                .usage("thoughtsTokenCount", tokens.thought())
                .usage("totalTokenCount", tokens.prompt() + tokens.answer());
        return switch (fate) {
            case COMES -> reply;
            case DIES ->
                    reply.whenStreamed(stream -> stream.closeAfter(1))
                            .whenWhole(whole -> whole.closeAfter(BYTES));
            case STALLS ->
                    reply.whenStreamed(stream -> stream.stallAfter(1))
                            .whenWhole(whole -> whole.stallAfter(BYTES));
        };
    }

    /// A text as it comes in two fragments.
    static String[] halves(String text) {
        int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
        return middle == 0
                ? new String[] {text}
                : new String[] {text.substring(0, middle), text.substring(middle)};
    }
}
