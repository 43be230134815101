// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.UpstreamException;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class MessageEventsTest {
    private static final String USAGE =
            "'choices':[],'usage':{'prompt_tokens':9,'completion_tokens':3,'total_tokens':12,"
                    + "'prompt_tokens_details':{'cached_tokens':4}}";

    private final Streamed streamed = new Streamed();

    private static String call(int index, String id, String name, String arguments) {
        JsonObject function = new JsonObject().put("arguments", arguments);
        JsonObject call = new JsonObject().put("index", index);
        if (!id.isEmpty()) {
            call.put("id", id).put("type", "function");
            function.put("name", name);
        }
        return new JsonObject().put("tool_calls", List.of(call.put("function", function))).encode();
    }

    @Test
    void should_come_in_anthropics_order_when_a_text_is_streamed() {
        streamed.delta("{'role':'assistant','content':''}")
                .delta("{'content':'Hel'}")
                .delta("{'content':'lo\\n\\u00e9 \\\\ud83d'}")
                .finish("stop")
                .chunk(USAGE)
                .end();
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
                streamed.types());
        JsonObject start = streamed.events().getFirst().getJsonObject("message");
        assertEquals("msg_1", start.getString("id"));
        assertEquals("m-1", start.getString("model"));
        assertEquals(42, start.getJsonObject("usage").getInteger("input_tokens"));
        JsonObject delta = streamed.events().get(6);
        assertEquals("end_turn", delta.getJsonObject("delta").getString("stop_reason"));
        assertEquals(5, delta.getJsonObject("usage").getInteger("input_tokens"));
        assertEquals(4, delta.getJsonObject("usage").getInteger("cache_read_input_tokens"));
        assertEquals(3, delta.getJsonObject("usage").getInteger("output_tokens"));
        assertEquals("up", delta.getJsonObject("forge_metadata").getString("provider"));
        assertEquals("Hello\né \\ud83d", streamed.content().getFirst().getString("text"));
    }

    @Test
    void should_send_a_piece_at_once_when_it_comes() {
        streamed.delta("{'content':'a'}");
        assertEquals(4, streamed.frames.size());
        streamed.delta("{'content':'b'}");
        assertEquals(5, streamed.frames.size());
    }

    @Test
    void should_think_sign_and_then_speak() {
        streamed.delta("{'role':'assistant','content':''}")
                .delta("{'reasoning_content':'h'}")
                .delta(
                        "{'reasoning_content':'m','thinking_blocks':"
                                + "[{'type':'thinking','thinking':'m'}]}")
                .delta("{'thinking_blocks':[{'type':'thinking','thinking':'','signature':'s1'}]}")
                .delta("{'thinking_blocks':[{'type':'redacted_thinking','data':'xx'}]}")
                .delta("{'reasoning_content':'more'}")
                .delta("{'content':'so'}")
                .finish("stop")
                .end();
        List<JsonObject> content = streamed.content();
        assertEquals(
                new JsonObject()
                        .put("type", "thinking")
                        .put("thinking", "hm")
                        .put("signature", "s1"),
                content.get(0));
        assertEquals("xx", content.get(1).getString("data"));
        assertEquals("more", content.get(2).getString("thinking"));
        assertEquals("so", content.get(3).getString("text"));
        assertEquals(4, content.size());
    }

    @Test
    void should_think_when_only_blocks_tell_it() {
        streamed.delta("{'thinking_blocks':[{'type':'thinking','thinking':'hm'}]}")
                .delta("{'reasoning':'!'}")
                .finish("stop")
                .end();
        assertEquals("hm!", streamed.content().getFirst().getString("thinking"));
    }

    @Test
    void should_stream_the_second_call_when_the_first_is_whole() {
        streamed.delta("{'content':'Let me see.'}")
                .delta(call(0, "c1", "w", ""))
                .delta(call(0, "", "", "{\"a\":\"}\\\""))
                .delta(call(0, "", "", "{\"}"));
        streamed.delta(call(1, "c2", "v", "{"));
        int before = streamed.frames.size();
        streamed.delta(call(1, "", "", "}"));
        assertEquals(before + 1, streamed.frames.size());
        streamed.finish("tool_calls").end();
        List<JsonObject> content = streamed.content();
        assertEquals("{\"a\":\"}\\\"{\"}", content.get(1).getString("partial_json"));
        assertEquals("{}", content.get(2).getString("partial_json"));
        assertEquals("c2", content.get(2).getString("id"));
        assertEquals("v", content.get(2).getString("name"));
        JsonObject delta = streamed.events().get(streamed.frames.size() - 2);
        assertEquals("tool_use", delta.getJsonObject("delta").getString("stop_reason"));
    }

    @Test
    void should_put_them_one_after_the_other_when_calls_come_at_the_same_time() {
        streamed.delta(call(0, "c1", "w", "{\"a\":"))
                .delta(call(1, "c2", "v", "{\"b\""))
                .delta("{'content':'meanwhile'}")
                .delta(call(0, "", "", "1}"))
                .delta(call(1, "", "", ":2}"))
                .finish("tool_calls")
                .end();
        List<JsonObject> content = streamed.content();
        assertEquals("{\"a\":1}", content.get(0).getString("partial_json"));
        assertEquals("{\"b\":2}", content.get(1).getString("partial_json"));
        assertEquals("meanwhile", content.get(2).getString("text"));
    }

    @Test
    void should_refuse_when_the_model_does() {
        streamed.delta("{'refusal':'No.'}").finish("stop").end();
        assertEquals("No.", streamed.content().getFirst().getString("text"));
        JsonObject delta = streamed.events().get(streamed.frames.size() - 2);
        assertEquals("refusal", delta.getJsonObject("delta").getString("stop_reason"));
    }

    @Test
    void should_be_whole_when_nothing_is_said() {
        streamed.delta("{'role':'assistant','content':''}").finish("length").end();
        assertEquals(List.of(), streamed.content());
    }

    @Test
    void should_leave_other_choices_alone() {
        streamed.chunk("'choices':[{'index':1,'delta':{'content':'x'},'finish_reason':'length'}]")
                .delta("{'content':'a'}")
                .finish("stop")
                .end();
        assertEquals("a", streamed.content().getFirst().getString("text"));
    }

    @Test
    void should_fail_where_it_is_when_the_upstream_does() {
        streamed.delta("{'content':'a'}");
        streamed.chunks.fail(UpstreamException.answered(500, "oops"));
        assertEquals(4, streamed.frames.size());
        assertInstanceOf(UpstreamException.class, streamed.failures.getFirst());
    }

    @Test
    void should_give_up_when_a_call_never_ends_and_others_fill_the_memory() {
        streamed.delta(call(0, "c1", "w", "{")).delta(call(1, "c2", "v", "{\""));
        String much = "x".repeat(1024 * 1024);
        for (int i = 0; i < 5; i++) {
            streamed.delta(call(1, "", "", much));
        }
        ForgeException failure =
                assertInstanceOf(ForgeException.class, streamed.failures.getFirst());
        assertEquals(502, failure.errorCode().status());
    }

    /// Whatever the order of the pieces, the events are in the right one, and nothing is lost.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void should_lose_nothing_in_whatever_order_it_comes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            randomStream(random);
        }
    }

    private static void randomStream(Random random) {
        Streamed streamed = new Streamed();
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        List<StringBuilder> sent = new ArrayList<>();
        List<List<String>> calls = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            calls.add(new ArrayList<>(pieces(arguments(random), random)));
            sent.add(new StringBuilder());
        }
        int steps = random.nextInt(20);
        while (steps-- > 0 || calls.stream().anyMatch(left -> !left.isEmpty())) {
            int which = random.nextInt(2 + Math.max(1, calls.size()));
            if (which == 0) {
                streamed.delta("{'content':%s}".formatted(Json.encode("t" + steps)));
                text.append('t').append(steps);
            } else if (which == 1) {
                streamed.delta("{'reasoning_content':%s}".formatted(Json.encode("r" + steps)));
                thoughts.append('r').append(steps);
            } else if (which - 2 < calls.size() && !calls.get(which - 2).isEmpty()) {
                int index = which - 2;
                boolean first = sent.get(index).isEmpty();
                String piece = calls.get(index).removeFirst();
                sent.get(index).append(piece);
                streamed.delta(call(index, first ? "c" + index : "", "f" + index, piece));
            }
        }
        streamed.finish("stop").end();
        List<JsonObject> content = streamed.content();
        assertEquals(text.toString(), joined(content, "text"));
        assertEquals(thoughts.toString(), joined(content, "thinking"));
        for (int i = 0; i < sent.size(); i++) {
            String id = "c" + i;
            List<JsonObject> blocks =
                    content.stream().filter(block -> id.equals(block.getString("id"))).toList();
            assertEquals(1, blocks.size());
            assertEquals(sent.get(i).toString(), blocks.getFirst().getString("partial_json"));
        }
        assertTrue(streamed.failures.isEmpty());
    }

    private static String joined(List<JsonObject> content, String type) {
        StringBuilder all = new StringBuilder();
        content.stream()
                .filter(block -> block.getString("type").equals(type))
                .forEach(block -> all.append(block.getString(type)));
        return all.toString();
    }

    private static String arguments(Random random) {
        List<String> some =
                Arrays.asList(
                        "{}", "{\"a\":1}", "{\"a\":\"}{\\\"\\\\\"}", "{\"x\":[{\"y\":\"]\"}]}");
        return some.get(random.nextInt(some.size()));
    }

    private static List<String> pieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(4));
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }
}
