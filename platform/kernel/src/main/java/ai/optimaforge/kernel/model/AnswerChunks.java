// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// A whole answer as the stream that it would have been.
final class AnswerChunks {
    private AnswerChunks() {}

    static CancellableStream<ChatChunk> stream(ChatAnswer answer) {
        PushStream<ChatChunk> stream = new PushStream<>(new Ready());
        JsonDocument document = answer.document();
        List<JsonDocument> choices = document.objects("choices");
        for (JsonDocument choice : choices) {
            JsonObject message =
                    choice.object("message").map(JsonDocument::toJson).orElse(new JsonObject());
            long index = choice.integer("index").orElse(0L);
            stream.push(
                    chunk(document, index, delta("role", "assistant").put("content", ""), null));
            message.remove("role");
            number(message.getJsonArray("tool_calls"));
            stream.push(chunk(document, index, message, null));
            stream.push(
                    chunk(
                            document,
                            index,
                            new JsonObject(),
                            choice.string("finish_reason").orElse("stop")));
        }
        document.object("usage")
                .ifPresent(
                        usage ->
                                stream.push(
                                        new ChatChunk(
                                                head(document)
                                                        .with("choices", new JsonArray())
                                                        .with("usage", usage))));
        stream.end();
        return stream;
    }

    private static JsonObject delta(String name, String value) {
        return new JsonObject().put(name, value);
    }

    private static void number(@Nullable JsonArray calls) {
        for (int i = 0; calls != null && i < calls.size(); i++) {
            calls.getJsonObject(i).put("index", i);
        }
    }

    private static ChatChunk chunk(
            JsonDocument answer, long index, JsonObject delta, @Nullable String finishReason) {
        return new ChatChunk(
                head(answer)
                        .with(
                                "choices",
                                new JsonArray()
                                        .add(
                                                new JsonObject()
                                                        .put("index", index)
                                                        .put("delta", delta)
                                                        .put("finish_reason", finishReason))));
    }

    private static JsonDocument head(JsonDocument answer) {
        return answer.without("choices").without("usage").with("object", "chat.completion.chunk");
    }

    /// All is there before anybody reads.
    private static final class Ready implements PushStream.Producer {
        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}
    }
}
