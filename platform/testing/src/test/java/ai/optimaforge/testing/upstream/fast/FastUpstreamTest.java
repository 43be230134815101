// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class FastUpstreamTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final FastUpstream upstream =
            FastUpstream.start(new Shape(600, 5, Duration.ofMillis(4)));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.shutdownNow();
        upstream.close();
    }

    @Test
    void should_answer_a_whole_completion_of_the_size_that_is_asked_for() throws Exception {
        JsonObject answer = new JsonObject(call(chat("hi")));

        JsonObject choice = answer.getJsonArray("choices").getJsonObject(0);
        assertEquals(600, choice.getJsonObject("message").getString("content").length());
    }

    @Test
    void should_take_a_body_that_comes_in_many_pieces() throws Exception {
        assertTrue(call(chat("x".repeat(300_000))).contains("\"chat.completion\""));
        assertTrue(call(chat("hi")).contains("\"chat.completion\""));
    }

    @Test
    void should_take_a_chunked_body() throws Exception {
        byte[] body = chat("hi").put("stream", true).toBuffer().getBytes();
        BodyPublisher unknownLength =
                BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body));

        assertTrue(send(unknownLength).get(5, TimeUnit.SECONDS).body().contains("[DONE]"));
    }

    @Test
    void should_stream_the_deltas_at_their_pace() throws Exception {
        long start = System.nanoTime();
        List<String> data = data(call(chat("hi").put("stream", true)));

        assertTrue(System.nanoTime() - start >= Duration.ofMillis(16).toNanos());
        assertEquals(8, data.size());
        assertEquals(5, data.stream().filter(frame -> frame.contains("token")).count());
        assertEquals("[DONE]", data.getLast());
    }

    @Test
    void should_send_a_usage_chunk_when_it_is_asked_for() throws Exception {
        var options = new JsonObject().put("include_usage", true);
        var asked = chat("hi").put("stream", true).put("stream_options", options);
        List<String> data = data(call(asked));

        assertEquals(9, data.size());
        assertTrue(data.get(7).contains("\"total_tokens\":21"), data.get(7));
    }

    @Test
    void should_answer_in_anthropics_wire_when_its_path_is_called() throws Exception {
        JsonObject answer = new JsonObject(call("/v1/messages", chat("hi")));
        String streamed = call("/v1/messages", chat("hi").put("stream", true));

        assertEquals("message", answer.getString("type"));
        List<String> types =
                data(streamed).stream().map(d -> new JsonObject(d).getString("type")).toList();
        assertEquals("message_start", types.getFirst());
        assertEquals(5, Collections.frequency(types, "content_block_delta"));
        assertEquals("message_stop", types.getLast());
    }

    @Test
    void should_answer_in_geminis_wire_when_its_path_is_called() throws Exception {
        String model = "/v1beta/models/fake:";
        JsonObject answer = new JsonObject(call(model + "generateContent", chat("hi")));
        List<String> data = data(call(model + "streamGenerateContent?alt=sse", chat("hi")));

        assertEquals(1, answer.getJsonArray("candidates").size());
        assertEquals(6, data.size());
        assertEquals(5, data.stream().filter(frame -> frame.contains("token\"")).count());
        assertTrue(data.getLast().contains("STOP"), data.getLast());
    }

    @Test
    void should_answer_in_each_wire_when_one_connection_changes_it() throws Exception {
        assertTrue(call(chat("hi")).contains("\"chat.completion\""));
        assertTrue(call("/v1/messages", chat("hi")).contains("\"end_turn\""));
        assertTrue(call(chat("hi")).contains("\"chat.completion\""));
    }

    @Test
    void should_serve_many_streams_at_once() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(send(BodyPublishers.ofString(chat("hi").put("stream", true).encode())));
        }
        for (var call : calls) {
            assertEquals(8, data(call.get(5, TimeUnit.SECONDS).body()).size());
        }
    }

    @Test
    void should_notice_when_a_client_leaves_a_call_that_stalls() throws Exception {
        var calls = HttpClient.newHttpClient();
        var request = request(BodyPublishers.ofString(chat(FastUpstream.STALL).encode()));
        var pending = calls.sendAsync(request, BodyHandlers.ofString());
        upstream.awaitStall(SOON);
        calls.shutdownNow();

        assertTrue(upstream.awaitAbort(SOON) <= System.nanoTime());
        assertTrue(pending.isDone() || pending.cancel(true));
    }

    private static JsonObject chat(String content) {
        var message = new JsonObject().put("role", "user").put("content", content);
        return new JsonObject().put("model", "m").put("messages", new JsonArray().add(message));
    }

    private static List<String> data(String body) {
        return body.lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    private String call(JsonObject body) throws Exception {
        return send(BodyPublishers.ofString(body.encode())).get(5, TimeUnit.SECONDS).body();
    }

    private String call(String path, JsonObject body) throws Exception {
        var request = request(path, BodyPublishers.ofString(body.encode()));
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private CompletableFuture<HttpResponse<String>> send(BodyPublisher body) {
        return http.sendAsync(request(body), BodyHandlers.ofString());
    }

    private HttpRequest request(BodyPublisher body) {
        return request("/v1/chat/completions", body);
    }

    private HttpRequest request(String path, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create(upstream.origin() + path))
                .timeout(SOON)
                .POST(body)
                .build();
    }
}
