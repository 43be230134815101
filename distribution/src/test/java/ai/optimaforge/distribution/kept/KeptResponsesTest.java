// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.kept;

import static ai.optimaforge.distribution.kept.Responses.assertError;
import static ai.optimaforge.distribution.kept.Responses.created;
import static ai.optimaforge.distribution.kept.Responses.ok;
import static ai.optimaforge.distribution.kept.Responses.path;
import static ai.optimaforge.distribution.kept.Responses.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.IssuedKey;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.ChatReply;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.IntStream;

/// A response that is kept can be read, continued and deleted by its user, and by nobody else.
class KeptResponsesTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static ApiClient client() {
        return GATEWAY.client();
    }

    private static JsonObject said(String answer, JsonObject request) {
        GATEWAY.answer(ChatReply.of(answer));
        JsonObject response = created(client(), request);
        GATEWAY.received();
        return response;
    }

    private static JsonObject after(String previous, String input) {
        return request(input).put("previous_response_id", previous);
    }

    /// What the model was told, as `role: text`.
    private static List<String> told() {
        JsonArray messages = GATEWAY.received().json().getJsonArray("messages");
        return IntStream.range(0, messages.size())
                .mapToObj(messages::getJsonObject)
                .map(message -> message.getString("role") + ": " + text(message))
                .toList();
    }

    private static String text(JsonObject message) {
        return message.getValue("content") instanceof JsonArray parts
                ? parts.getJsonObject(0).getString("text")
                : message.getString("content");
    }

    @Test
    void should_give_what_it_answered_when_a_response_is_asked_for_again() {
        JsonObject response = said("Paris.", request("Capital of France?"));

        assertEquals(response, ok(client().get(path(response.getString("id")))));
    }

    @Test
    void should_keep_nothing_when_told_so() {
        JsonObject response = said("Paris.", request("Hello").put("store", false));

        assertError(404, "response_not_found", client().get(path(response.getString("id"))));
        assertError(
                404,
                "previous_response_not_found",
                client().post(Responses.PATH, after(response.getString("id"), "More").encode()));
    }

    @Test
    void should_know_no_response_of_another_user() {
        String id = said("Paris.", request("Hello")).getString("id");
        try (IssuedKey other = IssuedKey.of(GATEWAY, "other", "chat", "read")) {
            ApiClient stranger = other.client();
            ApiResponse unknown = stranger.get(path("resp_unknown"));
            ApiResponse known = stranger.get(path(id));
            assertError(404, "response_not_found", known);
            assertEquals(
                    unknown.text().replace("resp_unknown", id),
                    known.text(),
                    "as if it were not there");
            assertError(404, "response_not_found", stranger.send("DELETE", path(id), ""));
            assertError(404, "response_not_found", stranger.post(path(id, "/cancel"), ""));
            assertError(404, "response_not_found", stranger.get(path(id, "/input_items")));
            assertError(404, "response_not_found", stranger.get(path(id, "?stream=true")));
            assertError(
                    404,
                    "previous_response_not_found",
                    stranger.post(Responses.PATH, after(id, "More").encode()));
        }
        ok(client().get(path(id)));
    }

    @Test
    void should_be_gone_at_once_when_deleted() {
        String id = said("Paris.", request("Hello")).getString("id");

        assertEquals(
                new JsonObject().put("id", id).put("object", "response").put("deleted", true),
                ok(client().send("DELETE", path(id), "")));

        assertError(404, "response_not_found", client().get(path(id)));
        assertError(404, "response_not_found", client().send("DELETE", path(id), ""));
        assertError(
                404,
                "previous_response_not_found",
                client().post(Responses.PATH, after(id, "More").encode()));
    }

    @Test
    void should_tell_the_model_all_that_came_before_when_a_response_is_continued() {
        String first = said("one", request("1")).getString("id");
        String second = said("two", after(first, "2")).getString("id");
        GATEWAY.answer(ChatReply.of("three"));
        String third = created(client(), after(second, "3")).getString("id");
        assertEquals(
                List.of("user: 1", "assistant: one", "user: 2", "assistant: two", "user: 3"),
                told());

        GATEWAY.answer(ChatReply.of("another"));
        String branch = created(client(), after(first, "2b")).getString("id");
        assertEquals(List.of("user: 1", "assistant: one", "user: 2b"), told());

        GATEWAY.answer(ChatReply.of("x"));
        created(client(), after(branch, "3b"));
        assertEquals(
                List.of("user: 1", "assistant: one", "user: 2b", "assistant: another", "user: 3b"),
                told());
        GATEWAY.answer(ChatReply.of("x"));
        created(client(), after(third, "4"));
        assertEquals(7, told().size());
    }

    @Test
    void should_continue_a_response_when_the_one_before_it_is_deleted() {
        String first = said("one", request("1")).getString("id");
        String second = said("two", after(first, "2")).getString("id");
        ok(client().send("DELETE", path(first), ""));

        GATEWAY.answer(ChatReply.of("three"));
        created(client(), after(second, "3"));
        assertEquals(
                List.of("user: 1", "assistant: one", "user: 2", "assistant: two", "user: 3"),
                told());
    }

    @Test
    void should_list_what_a_response_answers() {
        String first = said("one", request("1")).getString("id");
        String second = said("two", after(first, "2")).getString("id");

        assertEquals(List.of("2", "one", "1"), texts(items(second, "")));
        assertEquals(List.of("1", "one", "2"), texts(items(second, "?order=asc&include[]=x")));
        JsonObject page = items(second, "?limit=2");
        assertEquals(List.of("2", "one"), texts(page));
        assertTrue(page.getBoolean("has_more"));
        JsonObject rest = items(second, "?after=" + page.getString("last_id"));
        assertEquals(List.of("1"), texts(rest));
        assertEquals(false, rest.getBoolean("has_more"));
    }

    private static JsonObject items(String id, String query) {
        return ok(client().get(path(id, "/input_items", query)));
    }

    private static List<String> texts(JsonObject list) {
        JsonArray data = list.getJsonArray("data");
        return IntStream.range(0, data.size())
                .mapToObj(data::getJsonObject)
                .map(KeptResponsesTest::text)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit",
        "limit=101, limit",
        "order=up, order",
        "after=msg_unknown, after",
        "after=a&before=b, before"
    })
    void should_refuse_a_list_that_can_not_be(String query, String param) {
        String id = said("one", request("1")).getString("id");

        ApiResponse refused = client().get(path(id, "/input_items?", query));
        assertError(400, "invalid_parameter", refused);
        assertEquals(param, refused.error().getString("param"));
    }

    @Test
    void should_keep_a_response_whole_when_it_is_large() {
        String large = "ä€😀".repeat(400_000);
        String first = said("one", request(large)).getString("id");
        String second = said("two", after(first, "2")).getString("id");

        assertEquals(List.of("2", "one", large), texts(items(second, "")));
    }

    @Test
    void should_add_to_a_conversation_what_a_response_says_and_answers() {
        JsonObject conversation =
                ok(
                        client().post(
                                        "/v1/conversations",
                                        "{\"items\":[{\"role\":\"user\",\"content\":\"0\"}]}"));
        String id = conversation.getString("id");
        said("one", request("1").put("conversation", id));
        GATEWAY.answer(ChatReply.of("two"));
        created(client(), request("2").put("conversation", new JsonObject().put("id", id)));

        assertEquals(List.of("user: 0", "user: 1", "assistant: one", "user: 2"), told());
        JsonObject items = ok(client().get("/v1/conversations/" + id + "/items?order=asc"));
        assertEquals(List.of("0", "1", "one", "2", "two"), texts(items));
    }
}
