// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;

/// What goes over the wire, byte by byte.
class MessageFramesTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String MESSAGES = "/v1/messages";
    private static final String STREAM =
            "{\"model\":\"fake\",\"max_tokens\":9,\"stream\":true,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Count to three, please.\"}]}";

    private static List<String> frames(EventStream stream) {
        return stream.rest();
    }

    private static JsonObject data(String frame) {
        return new JsonObject(frame.substring(frame.indexOf("\ndata: ") + "\ndata: ".length()));
    }

    @Test
    void should_stream_one_named_event_a_frame_when_it_goes_well() {
        GATEWAY.answer(ChatReply.of("one ", "two"));
        try (EventStream stream = GATEWAY.client().stream(MESSAGES, STREAM)) {
            assertEquals(200, stream.status());
            assertEquals("text/event-stream; charset=utf-8", stream.header("content-type"));
            assertEquals(stream.header("x-request-id"), stream.header("request-id"));
            List<String> frames = frames(stream);
            assertEquals(
                    List.of(
                            "message_start",
                            "ping",
                            "content_block_start",
                            "content_block_delta",
                            "content_block_delta",
                            "content_block_stop",
                            "message_delta",
                            "message_stop"),
                    frames.stream()
                            .map(frame -> frame.substring("event: ".length(), frame.indexOf('\n')))
                            .toList());
            JsonObject message = data(frames.getFirst()).getJsonObject("message");
            assertTrue(message.getJsonObject("usage").getInteger("input_tokens") > 3);
            JsonObject last = data(frames.get(6));
            assertEquals(9, last.getJsonObject("usage").getInteger("input_tokens"));
            assertEquals("up", last.getJsonObject("forge_metadata").getString("provider"));
        }
    }

    @Test
    void should_end_with_an_error_when_the_upstream_dies() {
        GATEWAY.answer(ChatReply.of("one ", "two").whenStreamed(s -> s.closeAfter(2)));
        try (EventStream stream = GATEWAY.client().stream(MESSAGES, STREAM)) {
            assertEquals(200, stream.status());
            List<String> frames = frames(stream);
            String last = frames.getLast();
            assertTrue(last.startsWith("event: error\ndata: {\"type\":\"error\""), last);
            assertEquals("api_error", data(last).getJsonObject("error").getString("type"));
            assertEquals(stream.header("x-request-id"), data(last).getString("request_id"));
            assertFalse(String.join("", frames).contains("message_stop"));
        }
    }

    @Test
    void should_refuse_in_anthropics_words_what_the_kernel_refuses() {
        ApiResponse notJson = GATEWAY.client().post(MESSAGES, "[");
        assertEquals(400, notJson.status());
        assertEquals("error", notJson.json().getString("type"));
        assertEquals(
                "invalid_request_error", notJson.json().getJsonObject("error").getString("type"));
        assertEquals(notJson.header("x-request-id"), notJson.json().getString("request_id"));
        ApiResponse noKey =
                GATEWAY.client()
                        .sendWithoutKey(MESSAGES, request -> request.method("POST", noBody()));
        assertEquals(401, noKey.status());
        assertEquals("authentication_error", noKey.json().getJsonObject("error").getString("type"));
    }

    private static java.net.http.HttpRequest.BodyPublisher noBody() {
        return java.net.http.HttpRequest.BodyPublishers.ofString("{}");
    }
}
