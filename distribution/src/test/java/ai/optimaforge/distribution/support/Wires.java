// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.support;

import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;
import ai.optimaforge.testing.upstream.ToolCall;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;
import ai.optimaforge.testing.upstream.anthropic.MessageReply;
import ai.optimaforge.testing.upstream.google.GeminiError;
import ai.optimaforge.testing.upstream.google.GeminiReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;

/// The wires behind one gateway.
public final class Wires {
    private Wires() {}

    /// OpenAI's, behind the provider `up`.
    public record OpenAi(Gateway gateway) implements Wire {
        @Override
        public String model() {
            return "up/fake";
        }

        @Override
        public void say(String... fragments) {
            gateway.answer(ChatReply.of(fragments));
        }

        @Override
        public void call(ToolCall... calls) {
            gateway.answer(ChatReply.calling(calls));
        }

        @Override
        public void think(String thoughts, String text) {
            gateway.answer(new Thinking(thoughts, text));
        }

        @Override
        public void cut(String text) {
            gateway.answer(ChatReply.of(text).finishReason("length"));
        }

        @Override
        public void fail(int status) {
            gateway.answer(HttpReply.error(status, "t", "c", "what it said"));
        }

        @Override
        public void die() {
            gateway.answer(ChatReply.of("a", "b").whenStreamed(stream -> stream.closeAfter(2)));
        }

        @Override
        public String toString() {
            return "openai";
        }
    }

    /// Anthropic's, behind the provider `claude`.
    public record Anthropic(Gateway gateway) implements Wire {
        @Override
        public String model() {
            return "claude/fake-chat";
        }

        @Override
        public void say(String... fragments) {
            gateway.answer(MessageReply.of(fragments));
        }

        @Override
        public void call(ToolCall... calls) {
            gateway.answer(MessageReply.calling(calls));
        }

        @Override
        public void think(String thoughts, String text) {
            gateway.answer(MessageReply.empty().thinking(thoughts).text(text));
        }

        @Override
        public void cut(String text) {
            gateway.answer(MessageReply.of(text).stopReason("max_tokens"));
        }

        @Override
        public void fail(int status) {
            gateway.answer(AnthropicWire.error(status, "what it said"));
        }

        @Override
        public void die() {
            gateway.answer(MessageReply.of("a", "b").whenStreamed(stream -> stream.closeAfter(4)));
        }

        @Override
        public String toString() {
            return "anthropic";
        }
    }

    /// Google's, behind the provider `gemini`.
    public record Google(Gateway gateway) implements Wire {
        @Override
        public String model() {
            return "gemini/fake-chat";
        }

        @Override
        public void say(String... fragments) {
            gateway.answer(GeminiReply.of(fragments));
        }

        @Override
        public void call(ToolCall... calls) {
            gateway.answer(GeminiReply.calling(calls));
        }

        @Override
        public void think(String thoughts, String text) {
            gateway.answer(GeminiReply.of(text).thinking(thoughts));
        }

        @Override
        public void cut(String text) {
            gateway.answer(GeminiReply.of(text).finishReason("MAX_TOKENS"));
        }

        @Override
        public void fail(int status) {
            gateway.answer(GeminiError.of(status, "what it said"));
        }

        @Override
        public void die() {
            gateway.answer(GeminiReply.of("a", "b").whenStreamed(stream -> stream.closeAfter(1)));
        }

        @Override
        public String toString() {
            return "google";
        }
    }

    /// What a reasoning model behind OpenAI's wire answers.
    private record Thinking(String thoughts, String text) implements Reply {
        @Override
        public void play(RecordedRequest request, ai.optimaforge.testing.upstream.Wire wire)
                throws IOException {
            JsonObject thought = new JsonObject().put("reasoning_content", thoughts);
            JsonObject said = new JsonObject().put("content", text);
            if (request.streamed()) {
                SseReply.ofData(
                                Chunks.delta("{\"role\":\"assistant\",\"content\":\"\"}"),
                                Chunks.delta(thought.encode()),
                                Chunks.delta(said.encode()),
                                Chunks.choice(
                                        "{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"),
                                Chunks.USAGE,
                                Chunks.DONE)
                        .play(request, wire);
                return;
            }
            JsonObject choice =
                    new JsonObject()
                            .put("index", 0)
                            .put("message", said.mergeIn(thought).put("role", "assistant"))
                            .put("finish_reason", "stop");
            HttpReply.ok()
                    .body(
                            new JsonObject()
                                    .put("id", "c1")
                                    .put("object", "chat.completion")
                                    .put("created", 7)
                                    .put("model", "m")
                                    .put("choices", JsonArray.of(choice)))
                    .play(request, wire);
        }
    }
}
