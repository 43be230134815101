// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.kept;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What tests of responses do again and again.
final class Responses {
    static final String PATH = "/v1/responses";

    private static final Set<String> UNFINISHED = Set.of("queued", "in_progress");

    private Responses() {}

    /// A request with an input.
    static JsonObject request(String input) {
        return new JsonObject().put("model", "fake").put("input", input);
    }

    static JsonObject created(ApiClient client, JsonObject request) {
        return ok(client.post(PATH, request.encode()));
    }

    static JsonObject ok(ApiResponse answer) {
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }

    /// The path of a response, and what follows it.
    static String path(String id, String... more) {
        return PATH + "/" + id + String.join("", more);
    }

    /// The frames of an answer that is an event stream.
    static List<String> frames(ApiResponse answer) {
        assertEquals(200, answer.status(), answer::text);
        assertEquals("text/event-stream", answer.header("content-type").split(";", 2)[0]);
        List<String> frames = new ArrayList<>();
        for (String frame : answer.text().split("\n\n", -1)) {
            if (!frame.isEmpty() && !frame.startsWith(":")) {
                frames.add(frame + "\n\n");
            }
        }
        return frames;
    }

    /// The event in a frame.
    static JsonObject event(String frame) {
        return new JsonObject(frame.substring(frame.indexOf("data: ") + "data: ".length()));
    }

    /// What the model has been told to say, out of a response.
    static String text(JsonObject response) {
        return response.getJsonArray("output")
                .getJsonObject(0)
                .getJsonArray("content")
                .getJsonObject(0)
                .getString("text");
    }

    /// Waits until a response has ended.
    static JsonObject ended(ApiClient client, String id) {
        return Waiting.until(
                Gateway.SOON.multipliedBy(2),
                () -> ok(client.get(path(id))),
                response -> !UNFINISHED.contains(response.getString("status")));
    }

    static void assertError(int status, String code, ApiResponse answer) {
        assertEquals(status, answer.status(), answer::text);
        assertEquals(code, answer.error().getString("code"));
    }
}
