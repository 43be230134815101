// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

/// The bytes of each answer, made once: a call costs the write and no more.
final class CannedAnswers {
    private static final String MODEL = "fake";

    private final Buffer whole;
    private final Buffer models;
    private final Buffer streamStart;
    private final Buffer delta;
    private final Buffer streamEnd;
    private final Buffer streamEndWithUsage;

    CannedAnswers(Shape shape) {
        whole = json(completion("x".repeat(shape.contentBytes()), shape.deltas()));
        models = json(modelList());
        var role = new JsonObject().put("role", "assistant").put("content", "");
        streamStart = streamHead().appendBuffer(chunk(role, null));
        delta = chunk(new JsonObject().put("content", " token"), null);
        Buffer finish = chunk(new JsonObject(), "stop");
        Buffer done = httpChunk("data: [DONE]\n\n").appendString("0\r\n\r\n");
        var accounted = envelope("chat.completion.chunk").put("choices", new JsonArray());
        Buffer usage = frame(accounted.put("usage", usage(shape.deltas())));
        streamEnd = Buffer.buffer().appendBuffer(finish).appendBuffer(done);
        streamEndWithUsage = Buffer.buffer().appendBuffer(finish).appendBuffer(usage);
        streamEndWithUsage.appendBuffer(done);
    }

    Buffer whole() {
        return whole;
    }

    Buffer models() {
        return models;
    }

    /// The head and the chunk that names the role.
    Buffer streamStart() {
        return streamStart;
    }

    Buffer delta() {
        return delta;
    }

    /// The last chunk with a choice, `[DONE]` and the end of the body, in one write.
    Buffer streamEnd(boolean withUsage) {
        return withUsage ? streamEndWithUsage : streamEnd;
    }

    private static Buffer json(JsonObject body) {
        Buffer bytes = body.toBuffer();
        return head("content-type: application/json", "content-length: " + bytes.length())
                .appendBuffer(bytes);
    }

    private static Buffer streamHead() {
        return head(
                "content-type: text/event-stream; charset=utf-8",
                "cache-control: no-cache",
                "transfer-encoding: chunked");
    }

    private static Buffer head(String... fields) {
        return Buffer.buffer("HTTP/1.1 200 OK\r\n" + String.join("\r\n", fields) + "\r\n\r\n");
    }

    private static Buffer chunk(JsonObject delta, @Nullable String finish) {
        var choice =
                new JsonObject()
                        .put("index", 0)
                        .put("delta", delta)
                        .putNull("logprobs")
                        .put("finish_reason", finish);
        return frame(envelope("chat.completion.chunk").put("choices", new JsonArray().add(choice)));
    }

    private static Buffer frame(JsonObject chunk) {
        return httpChunk("data: " + chunk.encode() + "\n\n");
    }

    private static Buffer httpChunk(String text) {
        return Buffer.buffer(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    private static JsonObject envelope(String object) {
        return new JsonObject()
                .put("id", "chatcmpl-fast")
                .put("object", object)
                .put("created", 1_735_689_600)
                .put("model", MODEL)
                .put("system_fingerprint", "fp_fast");
    }

    private static JsonObject completion(String text, int tokens) {
        var message =
                new JsonObject().put("role", "assistant").put("content", text).putNull("refusal");
        var choice =
                new JsonObject()
                        .put("index", 0)
                        .put("message", message)
                        .putNull("logprobs")
                        .put("finish_reason", "stop");
        return envelope("chat.completion")
                .put("choices", new JsonArray().add(choice))
                .put("usage", usage(tokens));
    }

    private static JsonObject usage(int tokens) {
        return new JsonObject()
                .put("prompt_tokens", 16)
                .put("completion_tokens", tokens)
                .put("total_tokens", 16 + tokens)
                .put("prompt_tokens_details", new JsonObject().put("cached_tokens", 0))
                .put("completion_tokens_details", new JsonObject().put("reasoning_tokens", 0));
    }

    private static JsonObject modelList() {
        var model =
                new JsonObject()
                        .put("id", MODEL)
                        .put("object", "model")
                        .put("created", 1_735_689_600)
                        .put("owned_by", "fake");
        return new JsonObject().put("object", "list").put("data", new JsonArray().add(model));
    }
}
