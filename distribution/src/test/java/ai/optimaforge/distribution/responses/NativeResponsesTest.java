// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.SseReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;

/// An upstream that speaks the Responses API itself: it is spoken to in it, and what it says is
/// told with the platform's ids and state.
class NativeResponsesTest {
    @RegisterExtension
    private static final Gateway GATEWAY = Gateway.withProvider("preset: openai\n");

    private static final String RESPONSES = "/v1/responses";
    private static final String MESSAGE =
            "{'id':'msg_up','type':'message','status':'completed','role':'assistant','content':"
                    + "[{'type':'output_text','text':'one two','annotations':[]}]}";
    private static final String SEARCH =
            "{'id':'ws_up','type':'web_search_call','status':'completed'}";
    private static final String USAGE =
            "'usage':{'input_tokens':9,'output_tokens':2,'total_tokens':11}";

    @SuppressWarnings("NullAway.Init")
    private static ResponseContract contract;

    @BeforeAll
    static void read() {
        contract = new ResponseContract(GATEWAY);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static HttpReply saying(String... items) {
        return HttpReply.ok()
                .body(
                        json(
                                "{'id':'resp_up','object':'response','model':'m-1','status':"
                                        + "'completed','output':[%s],%s}"
                                                .formatted(String.join(",", items), USAGE)));
    }

    private static JsonObject whole(String request) {
        ApiResponse answer = GATEWAY.client().post(RESPONSES, json(request));
        assertEquals(200, answer.status(), answer::text);
        return contract.response(answer.text());
    }

    @Test
    void should_tell_the_answer_as_its_own_when_the_upstream_speaks_the_api() {
        GATEWAY.answer(saying(SEARCH, MESSAGE));
        JsonObject response =
                whole(
                        "{'model':'fake','input':'Hi','tools':[{'type':'web_search'}],"
                                + "'metadata':{'a':'b'}}");
        assertFalse(response.getString("id").equals("resp_up"));
        assertEquals("m-1", response.getString("model"));
        assertEquals("b", response.getJsonObject("metadata").getString("a"));
        assertEquals(11, response.getJsonObject("usage").getInteger("total_tokens"));
        assertEquals(
                List.of("ws_up", "msg_up"),
                response.getJsonArray("output").stream()
                        .map(item -> ((JsonObject) item).getString("id"))
                        .toList());
        var sent = GATEWAY.received();
        assertEquals("/v1/responses", sent.path());
        assertEquals(false, sent.json().getValue("store"));
        assertFalse(sent.json().containsKey("metadata"));
        assertEquals(
                "web_search", sent.json().getJsonArray("tools").getJsonObject(0).getString("type"));
    }

    @Test
    void should_send_the_whole_chain_when_the_upstream_speaks_the_api() {
        GATEWAY.answer(saying(MESSAGE));
        String first = whole("{'model':'fake','input':'Hi'}").getString("id");
        GATEWAY.received();
        GATEWAY.answer(saying(MESSAGE));
        JsonObject second =
                whole(
                        "{'model':'fake','input':'And?','previous_response_id':'%s'}"
                                .formatted(first));
        assertEquals(first, second.getString("previous_response_id"));
        JsonObject sent = GATEWAY.received().json();
        assertFalse(sent.containsKey("previous_response_id"));
        assertEquals(3, sent.getJsonArray("input").size());
    }

    private static String frame(String type, String members) {
        return json("event: %s\ndata: {'type':'%s'%s}\n\n".formatted(type, type, members));
    }

    @Test
    void should_stream_in_its_own_numbers_whatever_the_upstream_counts() {
        GATEWAY.answer(
                SseReply.ofFrames(
                        List.of(
                                frame("response.created", ",'response':{'model':'m-1'}"),
                                frame("response.output_item.added", ",'item':" + SEARCH),
                                frame("response.web_search_call.searching", ""),
                                frame("response.output_item.done", ",'item':" + SEARCH),
                                frame(
                                        "response.output_item.added",
                                        ",'item':{'id':'msg_up','type':'message'}"),
                                frame("response.output_text.delta", ",'delta':'one '"),
                                frame("response.output_item.done", ",'item':" + MESSAGE),
                                frame(
                                        "response.completed",
                                        ",'response':{'status':'completed',%s}"
                                                .formatted(USAGE)))));
        try (EventStream stream =
                GATEWAY.client().stream(
                        RESPONSES, json("{'model':'fake','input':'Hi','stream':true}"))) {
            List<JsonObject> events = contract.events(stream);
            JsonObject last = events.getLast().getJsonObject("response");
            assertEquals(2, last.getJsonArray("output").size());
            String text =
                    last.getJsonArray("output")
                            .getJsonObject(1)
                            .getJsonArray("content")
                            .getJsonObject(0)
                            .getString("text");
            assertEquals("one two", text);
            assertTrue(events.stream().noneMatch(e -> e.getString("type").contains("web_search")));
        }
    }

    @Test
    void should_fail_with_the_upstreams_status_when_its_response_failed() {
        GATEWAY.answer(
                HttpReply.ok()
                        .body(
                                json(
                                        "{'output':[],'status':'failed','error':{'code':'rate_limit_exceeded','message':'slow"
                                            + " down'}}")));
        ApiResponse answer =
                GATEWAY.client().post(RESPONSES, json("{'model':'fake','input':'Hi'}"));
        assertEquals(429, answer.status(), answer::text);
    }
}
