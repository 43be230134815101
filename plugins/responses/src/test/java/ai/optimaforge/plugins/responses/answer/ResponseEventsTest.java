// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class ResponseEventsTest {
    private static String call(int index, String id, String name, String arguments) {
        String head = id.isEmpty() ? "" : "'id':'%s','type':'function',".formatted(id);
        return "{'tool_calls':[{'index':%d,%s'function':{'name':'%s','arguments':%s}}]}"
                .formatted(index, head, name, Json.encode(arguments));
    }

    @Test
    void should_tell_of_a_text_from_its_beginning_to_its_end() {
        Streamed streamed = new Streamed();
        JsonObject response =
                streamed.delta("{'role':'assistant','content':''}")
                        .delta("{'content':'one '}")
                        .delta("{'content':'two'}")
                        .finish("stop")
                        .chunk(
                                "'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':2,"
                                        + "'prompt_tokens_details':{'cached_tokens':4}}")
                        .end();
        assertEquals(
                List.of(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed"),
                streamed.types());
        assertEquals("m-1", response.getString("model"));
        assertEquals("completed", response.getString("status"));
        assertEquals("up", response.getJsonObject("forge_metadata").getString("provider"));
        assertEquals(
                new JsonObject(
                        "{\"input_tokens\":9,\"input_tokens_details\":{\"cached_tokens\":4,"
                                + "\"cache_write_tokens\":0},\"output_tokens\":2,"
                                + "\"output_tokens_details\":{\"reasoning_tokens\":0},"
                                + "\"total_tokens\":11}"),
                response.getJsonObject("usage"));
        assertEquals(streamed.events.size(), streamed.recorded.size());
    }

    @Test
    void should_hold_the_last_event_until_the_response_is_recorded() {
        Streamed streamed = new Streamed();
        streamed.delta("{'content':'a'}").finish("stop").endUnrecorded();
        assertEquals("response.output_item.done", streamed.types().getLast());
        assertEquals("completed", streamed.finished.getFirst().getString("status"));
        streamed.finish.complete();
        assertEquals("response.completed", streamed.types().getLast());
        assertTrue(streamed.ended);
    }

    @Test
    void should_fail_the_response_when_it_could_not_be_recorded() {
        Streamed streamed = new Streamed();
        streamed.delta("{'content':'a'}").finish("stop").endUnrecorded();
        streamed.finish.fail(
                new ForgeException(CommonError.STORE_UNAVAILABLE, "The store is away."));
        JsonObject response = EventGrammar.read(streamed.json());
        assertEquals("failed", response.getString("status"));
        assertEquals("The store is away.", response.getJsonObject("error").getString("message"));
        assertFalse(streamed.types().contains("response.completed"));
    }

    @Test
    void should_tell_both_families_of_clients_why_when_the_model_fails() {
        Streamed streamed = new Streamed();
        streamed.delta("{'content':'a'}");
        streamed.fail(new ForgeException(CommonError.PROVIDER_ERROR, "It hung up."));
        streamed.finish.complete();
        JsonObject response = EventGrammar.read(streamed.json());
        JsonObject error = streamed.json().get(streamed.events.size() - 2);
        assertEquals("error", error.getString("type"));
        assertEquals("provider_error", error.getString("code"));
        assertEquals("It hung up.", error.getString("message"));
        assertEquals("provider_error", error.getJsonObject("error").getString("type"));
        assertEquals("It hung up.", error.getJsonObject("error").getString("message"));
        assertEquals("server_error", response.getJsonObject("error").getString("code"));
        JsonObject item = response.getJsonArray("output").getJsonObject(0);
        assertEquals("incomplete", item.getString("status"));
    }

    @Test
    void should_keep_what_there_is_when_the_client_goes_away() {
        Streamed streamed = new Streamed();
        streamed.delta("{'content':'a'}");
        streamed.stream.cancel();
        assertTrue(streamed.cancelled);
        JsonObject kept = streamed.finished.getFirst();
        assertEquals("cancelled", kept.getString("status"));
        assertEquals("a", EventGrammar.said(kept.getJsonArray("output"), "output_text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"length max_output_tokens", "content_filter content_filter"})
    void should_be_incomplete_when_the_model_was_cut_short(String reasons) {
        String[] words = reasons.split(" ", -1);
        Streamed streamed = new Streamed();
        JsonObject response = streamed.delta("{'content':'a'}").finish(words[0]).end();
        assertEquals("response.incomplete", streamed.types().getLast());
        assertEquals(words[1], response.getJsonObject("incomplete_details").getString("reason"));
        JsonObject item = response.getJsonArray("output").getJsonObject(0);
        assertEquals("incomplete", item.getString("status"));
    }

    @Test
    void should_give_calls_one_after_the_other_when_they_come_at_once() {
        JsonObject response =
                new Streamed()
                        .delta(call(0, "toolu_1", "f", "{\"a\""))
                        .delta(call(1, "call_2", "g", "{}"))
                        .delta(call(0, "", "", ":1}"))
                        .finish("tool_calls")
                        .end();
        JsonArray output = response.getJsonArray("output");
        JsonObject first = output.getJsonObject(0);
        assertEquals("{\"a\":1}", first.getString("arguments"));
        assertEquals("call_toolu_1", first.getString("call_id"));
        assertTrue(first.getString("id").startsWith("fc_"));
        assertEquals("call_2", output.getJsonObject(1).getString("call_id"));
    }

    @Test
    void should_tell_two_calls_apart_when_the_model_gives_them_one_id() {
        JsonArray output =
                new Streamed()
                        .delta(call(0, "call_1", "f", ""))
                        .delta(call(1, "call_1", "f", ""))
                        .finish("tool_calls")
                        .end()
                        .getJsonArray("output");
        assertNotEquals(
                output.getJsonObject(0).getString("call_id"),
                output.getJsonObject(1).getString("call_id"));
        assertEquals("{}", output.getJsonObject(0).getString("arguments"));
    }

    @Test
    void should_ignore_calls_beyond_the_most_that_there_may_be() {
        JsonArray output =
                new Streamed("{'model':'m','input':'hi','max_tool_calls':1}", false)
                        .delta(call(0, "call_1", "f", "{}"))
                        .delta(call(1, "call_2", "f", "{}"))
                        .delta(call(1, "", "", "x"))
                        .finish("tool_calls")
                        .end()
                        .getJsonArray("output");
        assertEquals(1, output.size());
    }

    @Test
    void should_wrap_what_a_model_needs_of_its_thoughts_when_asked_to() {
        JsonObject response =
                new Streamed(
                                "{'model':'m','input':'hi','include':"
                                        + "['reasoning.encrypted_content']}",
                                false)
                        .delta(
                                "{'reasoning_content':'hm','thinking_blocks':"
                                        + "[{'type':'thinking','thinking':'hm'}]}")
                        .delta("{'thinking_blocks':[{'type':'thinking','signature':'s'}]}")
                        .delta("{'content':'a'}")
                        .finish("stop")
                        .end();
        JsonObject item = response.getJsonArray("output").getJsonObject(0);
        assertEquals("hm", item.getJsonArray("summary").getJsonObject(0).getString("text"));
        assertEquals(
                new JsonArray("[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s\"}]"),
                ThoughtSeal.open(item.getString("encrypted_content")).orElseThrow());
    }

    @Test
    void should_say_nothing_in_one_message_when_the_model_says_nothing() {
        JsonArray output = new Streamed().finish("stop").end().getJsonArray("output");
        assertEquals(1, output.size());
        assertEquals("", EventGrammar.said(output, "output_text"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void should_keep_to_the_grammar_whatever_comes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            anyOrder(random);
        }
    }

    /// Deltas of all kinds in any order, calls that are never whole, ids that come twice, an end
    /// that is none: what the client can put together is what was sent.
    private static void anyOrder(Random random) {
        Streamed streamed = new Streamed();
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        List<String> named = new ArrayList<>();
        for (int step = random.nextInt(25); step > 0; step--) {
            String said = random.nextInt(5) == 0 ? "😀" : "w" + step;
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    streamed.delta("{'content':'%s'}".formatted(said));
                    text.append(said);
                }
                case 2 -> {
                    streamed.delta("{'reasoning_content':'%s'}".formatted(said));
                    thoughts.append(said);
                }
                case 3 -> {
                    streamed.delta("{'refusal':'%s'}".formatted(said));
                    refusal.append(said);
                }
                case 4 -> streamed.delta("{'content':'','tool_calls':[]}");
                case 5 ->
                        streamed.delta(
                                "{'annotations':[{'type':'url_citation',"
                                        + "'url_citation':{'url':'u'}}]}");
                default -> {
                    String index = Integer.toString(random.nextInt(3));
                    if (!named.contains(index)) {
                        named.add(index);
                    }
                    String piece = List.of("{", "}", "\"a\":1", "", "\"").get(random.nextInt(5));
                    streamed.delta(
                            call(
                                    Integer.parseInt(index),
                                    random.nextBoolean() ? "call_x" : "",
                                    "f",
                                    piece));
                }
            }
        }
        JsonObject response;
        switch (random.nextInt(4)) {
            case 0 -> {
                streamed.fail(new ForgeException(CommonError.PROVIDER_ERROR, "no"));
                streamed.finish.complete();
                response = EventGrammar.read(streamed.json());
            }
            case 1 -> response = streamed.finish("length").end();
            default -> response = streamed.finish("stop").end();
        }
        JsonArray output = response.getJsonArray("output");
        assertEquals(text.toString(), EventGrammar.said(output, "output_text"));
        assertEquals(refusal.toString(), EventGrammar.said(output, "refusal"));
        assertEquals(thoughts.toString(), EventGrammar.said(output, "summary_text"));
        assertEquals(
                named.size(),
                output.stream()
                        .filter(i -> ((JsonObject) i).getString("type").equals("function_call"))
                        .map(i -> ((JsonObject) i).getString("call_id"))
                        .distinct()
                        .count());
    }

    @Test
    void should_let_the_model_wait_when_more_is_said_than_can_be_kept() {
        Streamed streamed = new Streamed();
        streamed.delta("{'content':'one '}");
        assertFalse(streamed.paused);
        streamed.full = true;
        streamed.delta("{'content':'two '}");
        assertTrue(streamed.paused);
        streamed.stream.pause();
        streamed.stream.resume();
        assertTrue(streamed.paused, "whatever the reader asks for");

        streamed.full = false;
        streamed.stream.pause();
        streamed.drained.run();
        assertTrue(streamed.paused, "nobody reads on");
        streamed.stream.resume();
        assertFalse(streamed.paused);
        streamed.delta("{'content':'three'}");
        assertEquals("completed", streamed.finish("stop").end().getString("status"));
    }
}
