// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.kept;

import static ai.optimaforge.distribution.kept.Responses.assertError;
import static ai.optimaforge.distribution.kept.Responses.created;
import static ai.optimaforge.distribution.kept.Responses.ended;
import static ai.optimaforge.distribution.kept.Responses.event;
import static ai.optimaforge.distribution.kept.Responses.frames;
import static ai.optimaforge.distribution.kept.Responses.ok;
import static ai.optimaforge.distribution.kept.Responses.path;
import static ai.optimaforge.distribution.kept.Responses.request;
import static ai.optimaforge.distribution.kept.Responses.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.IssuedKey;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.HttpReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.List;

/// Responses that are made after their request was answered.
class BackgroundTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(builder -> builder.set("identity.default-tier", "pro"));

    private static ApiClient client() {
        return GATEWAY.client();
    }

    private static JsonObject background(String input) {
        return request(input).put("background", true);
    }

    private static ChatReply slow() {
        return ChatReply.repeat("word ", 1000)
                .whenStreamed(reply -> reply.every(Duration.ofMillis(40)));
    }

    private static JsonObject running(String id) {
        return Waiting.until(
                Gateway.SOON,
                () -> ok(client().get(path(id))),
                response -> response.getString("status").equals("in_progress"));
    }

    @Test
    void should_answer_at_once_and_make_the_response_later() {
        GATEWAY.answer(ChatReply.of("Par", "is."));
        JsonObject queued = created(client(), background("Hello"));
        assertEquals("queued", queued.getString("status"));
        assertEquals(true, queued.getBoolean("background"));

        JsonObject response = ended(client(), queued.getString("id"));
        assertEquals("completed", response.getString("status"));
        assertEquals("Paris.", text(response));
        assertEquals(queued.getLong("created_at"), response.getLong("created_at"));
        assertTrue(response.getJsonObject("usage").getInteger("total_tokens") > 0);
    }

    @Test
    void should_give_the_events_of_a_response_in_the_background_to_whoever_reads_them() {
        GATEWAY.answer(
                ChatReply.repeat("word ", 20)
                        .whenStreamed(reply -> reply.every(Duration.ofMillis(40))));
        String id;
        JsonObject streamed = background("Hello").put("stream", true);
        try (EventStream stream = client().stream(Responses.PATH, streamed.encode())) {
            String created = stream.next().orElseThrow();
            id = event(created).getJsonObject("response").getString("id");
            // and leaves
        }
        List<String> rest = frames(client().get(path(id, "?stream=true&starting_after=0")));
        assertEquals(1, event(rest.getFirst()).getInteger("sequence_number"));
        assertTrue(rest.get(rest.size() - 2).startsWith("event: response.completed\n"));
        assertEquals("word ".repeat(20), text(ended(client(), id)));
    }

    @Test
    void should_tell_a_model_what_came_before() {
        GATEWAY.answer(ChatReply.of("one"));
        String first = created(client(), request("1")).getString("id");
        GATEWAY.answer(ChatReply.of("two"));
        String second =
                created(client(), background("2").put("previous_response_id", first))
                        .getString("id");
        assertEquals("completed", ended(client(), second).getString("status"));
        GATEWAY.received();
        assertEquals(3, GATEWAY.received().json().getJsonArray("messages").size());
        GATEWAY.answer(ChatReply.of("three"));
        created(client(), request("3").put("previous_response_id", second));
        assertEquals(5, GATEWAY.received().json().getJsonArray("messages").size());
    }

    @Test
    void should_stop_the_model_when_cancelled() {
        GATEWAY.answer(slow());
        String id = created(client(), background("Hello")).getString("id");
        running(id);
        GATEWAY.received();

        JsonObject cancelled = ok(client().post(path(id, "/cancel"), ""));
        assertEquals("cancelled", cancelled.getString("status"));
        GATEWAY.upstream().awaitAbort(Gateway.SOON);
        assertEquals(cancelled, ok(client().post(path(id, "/cancel"), "")), "a second time");
        assertEquals(cancelled, ok(client().get(path(id))));
    }

    @Test
    void should_end_the_events_when_cancelled_and_keep_what_they_have_shown() {
        GATEWAY.answer(slow());
        JsonObject streamed = background("Hello").put("stream", true);
        try (EventStream stream = client().stream(Responses.PATH, streamed.encode())) {
            String id =
                    event(stream.next().orElseThrow()).getJsonObject("response").getString("id");
            String frame = stream.next().orElseThrow();
            while (!frame.contains("output_text.delta")) {
                frame = stream.next().orElseThrow();
            }
            JsonObject cancelled = ok(client().post(path(id, "/cancel"), ""));

            List<String> rest = stream.rest();
            assertEquals(EventStream.DONE, rest.getLast());
            assertEquals(cancelled, event(rest.get(rest.size() - 2)).getJsonObject("response"));
            assertTrue(text(cancelled).startsWith("word "));
        }
    }

    @Test
    void should_cancel_only_what_is_made_in_the_background_and_has_not_ended() {
        GATEWAY.answer(ChatReply.of("Paris."));
        String whole = created(client(), request("Hello")).getString("id");
        assertError(400, "response_not_background", client().post(path(whole, "/cancel"), ""));
        GATEWAY.answer(ChatReply.of("Paris."));
        String done = created(client(), background("Hello")).getString("id");
        ended(client(), done);
        assertError(400, "response_finished", client().post(path(done, "/cancel"), ""));
        assertError(404, "response_not_found", client().post(path("resp_unknown", "/cancel"), ""));
    }

    @Test
    void should_stop_the_model_when_deleted() {
        GATEWAY.answer(slow());
        String id = created(client(), background("Hello")).getString("id");
        running(id);
        GATEWAY.received();
        ok(client().send("DELETE", path(id), ""));
        GATEWAY.upstream().awaitAbort(Gateway.SOON);
        assertError(404, "response_not_found", client().get(path(id)));
    }

    @Test
    void should_refuse_what_can_not_be_made_in_the_background() {
        ApiResponse unkept =
                client().post(Responses.PATH, background("Hello").put("store", false).encode());
        assertError(400, "invalid_parameter", unkept);
        assertEquals("background", unkept.error().getString("param"));
        assertError(
                404,
                "previous_response_not_found",
                client().post(
                                Responses.PATH,
                                background("x").put("previous_response_id", "resp_x").encode()));
    }

    @Test
    void should_refuse_to_continue_what_has_not_ended() {
        GATEWAY.answer(slow());
        String id = created(client(), background("Hello")).getString("id");
        running(id);

        ApiResponse refused =
                client().post(
                                Responses.PATH,
                                request("x").put("previous_response_id", id).encode());
        assertError(400, "response_not_finished", refused);
        assertEquals("previous_response_id", refused.error().getString("param"));
        ok(client().post(path(id, "/cancel"), ""));
    }

    @Test
    void should_say_why_when_the_model_fails() {
        GATEWAY.answer(HttpReply.error(400, "invalid_request_error", "bad", "No such thing."));
        JsonObject response =
                ended(client(), created(client(), background("Hello")).getString("id"));
        assertEquals("failed", response.getString("status"));
        assertTrue(
                response.getJsonObject("error").getString("message").contains("No such thing."),
                response::encode);
    }

    @Test
    void should_stop_the_model_when_the_key_is_revoked() {
        try (IssuedKey key = IssuedKey.of(GATEWAY, "leaver", "chat")) {
            GATEWAY.answer(slow());
            String id = created(key.client(), background("Hello")).getString("id");
            Waiting.until(
                    Gateway.SOON,
                    () -> ok(key.client().get(path(id))).getString("status"),
                    "in_progress"::equals);
            GATEWAY.received();
            ok(client().send("DELETE", key.path(), ""));
            GATEWAY.upstream().awaitAbort(Gateway.SOON);
            try (IssuedKey next = IssuedKey.of(GATEWAY, "leaver", "chat")) {
                JsonObject response = ended(next.client(), id);
                assertEquals("failed", response.getString("status"));
                assertTrue(
                        response.getJsonObject("error").getString("message").contains("API key"),
                        response::encode);
            }
        }
    }
}
