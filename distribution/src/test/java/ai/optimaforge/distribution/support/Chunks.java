// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.support;

import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.SseReply;

import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.stream.IntStream;

/// Chunks of chat streams, to write and to look into.
public final class Chunks {
    /// Asks for a stream.
    public static final String REQUEST = "{\"model\":\"fake\",\"messages\":[{}],\"stream\":true}";

    /// Asks for a stream with usage at its end.
    public static final String REQUEST_WITH_USAGE =
            "{\"model\":\"fake\",\"messages\":[{}],\"stream\":true,"
                    + "\"stream_options\":{\"include_usage\":true}}";

    /// The frame that ends a stream.
    public static final String DONE = "[DONE]";

    /// The usage chunk of an upstream.
    public static final String USAGE =
            head()
                    + "\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,"
                    + "\"total_tokens\":3}}";

    private Chunks() {}

    private static String head() {
        return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",";
    }

    /// A chunk with one choice, not the last.
    public static String delta(String delta) {
        return choice("{\"index\":0,\"delta\":%s,\"finish_reason\":null}".formatted(delta));
    }

    /// The last chunk of a choice.
    public static String last(String finishReason) {
        return choice(
                "{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}".formatted(finishReason));
    }

    /// A chunk with this choice.
    public static String choice(String choice) {
        return head() + "\"choices\":[" + choice + "]}";
    }

    /// Plays a stream of this data, and gives what the client got, without `[DONE]`.
    public static List<JsonObject> through(Gateway gateway, String request, String... data) {
        gateway.answer(SseReply.ofData(data));
        try (EventStream stream = gateway.stream(request)) {
            return stream.chunks();
        }
    }

    /// The first choice of a chunk.
    public static JsonObject choice(JsonObject chunk) {
        return chunk.getJsonArray("choices").getJsonObject(0);
    }

    /// The delta of the first choice of a chunk.
    public static JsonObject delta(JsonObject chunk) {
        return choice(chunk).getJsonObject("delta");
    }

    /// The deltas of all tool calls of all chunks that have any, in order.
    public static List<JsonObject> toolCalls(List<JsonObject> chunks) {
        return chunks.stream()
                .filter(chunk -> !chunk.getJsonArray("choices").isEmpty())
                .map(Chunks::delta)
                .filter(delta -> delta.containsKey("tool_calls"))
                .map(delta -> delta.getJsonArray("tool_calls"))
                .flatMap(calls -> IntStream.range(0, calls.size()).mapToObj(calls::getJsonObject))
                .toList();
    }
}
