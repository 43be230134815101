// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.kept;

import static ai.optimaforge.distribution.kept.Responses.assertError;
import static ai.optimaforge.distribution.kept.Responses.created;
import static ai.optimaforge.distribution.kept.Responses.event;
import static ai.optimaforge.distribution.kept.Responses.frames;
import static ai.optimaforge.distribution.kept.Responses.ok;
import static ai.optimaforge.distribution.kept.Responses.path;
import static ai.optimaforge.distribution.kept.Responses.request;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

/// The events of a streamed response can be read again, from any on, while it is made and after.
class ReplayTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static ApiClient client() {
        return GATEWAY.client();
    }

    private static JsonObject streamed(String input) {
        return request(input).put("stream", true);
    }

    private static String id(String frame) {
        return event(frame).getJsonObject("response").getString("id");
    }

    private static List<String> streamed(ChatReply reply) {
        GATEWAY.answer(reply);
        try (EventStream stream = client().stream(Responses.PATH, streamed("Hello").encode())) {
            return stream.rest();
        }
    }

    @Test
    void should_give_the_same_events_when_a_stream_is_read_again() {
        List<String> first = streamed(ChatReply.of("Pa", "ris", " is", " it."));
        String id = id(first.getFirst());

        assertEquals(first, frames(client().get(path(id, "?stream=true"))));
        for (int i = 0; i < first.size() - 1; i++) {
            ApiResponse rest = client().get(path(id, "?stream=true&starting_after=" + i));
            assertEquals(first.subList(i + 1, first.size()), frames(rest));
        }
    }

    @Test
    void should_give_the_past_and_then_the_rest_when_a_reader_joins_late() {
        GATEWAY.answer(
                ChatReply.repeat("word ", 40)
                        .whenStreamed(reply -> reply.every(Duration.ofMillis(40))));
        try (EventStream stream = client().stream(Responses.PATH, streamed("Hello").encode())) {
            String created = stream.next().orElseThrow();
            String id = id(created);
            assertEquals("in_progress", ok(client().get(path(id))).getString("status"));

            List<String> late = frames(client().get(path(id, "?stream=true")));
            List<String> live = stream.rest();
            assertEquals(created, late.getFirst());
            assertEquals(live, late.subList(1, late.size()));
            assertEquals("completed", ok(client().get(path(id))).getString("status"));
        }
    }

    @Test
    void should_be_readable_before_its_end_is_told() {
        GATEWAY.answer(ChatReply.of("Paris."));
        try (EventStream stream = client().stream(Responses.PATH, streamed("Hello").encode())) {
            String id = id(stream.next().orElseThrow());
            String frame = stream.next().orElseThrow();
            while (!frame.startsWith("event: response.completed\n")) {
                frame = stream.next().orElseThrow();
            }
            assertEquals(event(frame).getJsonObject("response"), ok(client().get(path(id))));
        }
    }

    @Test
    void should_keep_what_there_was_when_the_client_leaves() {
        GATEWAY.answer(ChatReply.repeat("word ", 100).whenStreamed(reply -> reply.stallAfter(10)));
        String id;
        try (EventStream stream = client().stream(Responses.PATH, streamed("Hello").encode())) {
            id = id(stream.next().orElseThrow());
            stream.skip();
        }
        JsonObject response = Responses.ended(client(), id);
        List<String> frames = frames(client().get(path(id, "?stream=true")));
        assertEquals(EventStream.DONE, frames.getLast());
        JsonObject last = event(frames.get(frames.size() - 2));
        assertEquals(response, last.getJsonObject("response"));
        assertEquals(frames.size() - 2, last.getInteger("sequence_number"));
    }

    @Test
    void should_refuse_to_stream_what_was_no_stream() {
        GATEWAY.answer(ChatReply.of("Paris."));
        String id = created(client(), request("Hello")).getString("id");

        ApiResponse refused = client().get(path(id, "?stream=true"));
        assertError(400, "response_not_streamed", refused);
        assertEquals("stream", refused.error().getString("param"));
    }

    @ParameterizedTest
    @CsvSource({
        "stream=true&starting_after=1000, starting_after",
        "stream=true&starting_after=-1, starting_after",
        "stream=true&starting_after=x, starting_after",
        "starting_after=1, starting_after",
        "stream=yes, stream"
    })
    void should_refuse_a_place_that_there_is_not(String query, String param) {
        String id = id(streamed(ChatReply.of("Paris.")).getFirst());

        ApiResponse refused = client().get(path(id, "?", query));
        assertError(400, "invalid_parameter", refused);
        assertEquals(param, refused.error().getString("param"));
    }

    @Test
    void should_refuse_a_place_beyond_the_end_when_the_end_has_come() {
        GATEWAY.answer(
                ChatReply.repeat("word ", 10)
                        .whenStreamed(reply -> reply.every(Duration.ofMillis(40))));
        try (EventStream stream = client().stream(Responses.PATH, streamed("Hello").encode())) {
            String id = id(stream.next().orElseThrow());

            ApiResponse refused = client().get(path(id, "?stream=true&starting_after=5000"));
            assertError(400, "invalid_parameter", refused);
        }
    }

    @Test
    void should_tell_a_reader_when_the_response_is_deleted() {
        GATEWAY.answer(
                ChatReply.repeat("word ", 1000)
                        .whenStreamed(reply -> reply.every(Duration.ofMillis(40))));
        try (EventStream stream = client().stream(Responses.PATH, streamed("Hello").encode())) {
            String id = id(stream.next().orElseThrow());
            ok(client().send("DELETE", path(id), ""));

            assertError(404, "response_not_found", client().get(path(id, "?stream=true")));
        }
    }
}
