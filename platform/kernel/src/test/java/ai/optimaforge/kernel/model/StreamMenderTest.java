// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.UpstreamException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

class StreamMenderTest {
    private static final String HEAD =
            "'id':'x','object':'chat.completion.chunk','created':1,'model':'m'";

    private static ChatChunk chunk(String json) {
        return new ChatChunk(JsonDocument.parse(Buffer.buffer(json.replace('\'', '"'))));
    }

    private static ChatChunk choice(String choice) {
        return chunk("{" + HEAD + ",'choices':[" + choice + "]}");
    }

    private static List<ChatChunk> mended(ChatChunk... chunks) {
        List<ChatChunk> out = new ArrayList<>();
        StreamMender mender = new StreamMender("asked", false, out::add);
        Arrays.asList(chunks).forEach(mender::chunk);
        mender.end();
        return out;
    }

    private static List<JsonObject> deltas(ChatChunk... chunks) {
        return mended(chunks).stream()
                .map(c -> c.document().objects("choices").getFirst().toJson())
                .toList();
    }

    private static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }

    @Test
    void should_be_the_same_chunks_when_all_is_right() {
        ChatChunk[] right = {
            choice("{'index':0,'delta':{'role':'assistant','content':''},'finish_reason':null}"),
            choice("{'index':0,'delta':{'content':'1.00'},'logprobs':{},'finish_reason':null}"),
            choice("{'index':0,'delta':{},'finish_reason':'stop'}"),
        };
        List<ChatChunk> mended = mended(right);
        assertEquals(right.length, mended.size());
        for (int i = 0; i < right.length; i++) {
            assertSame(right[i].document(), mended.get(i).document());
        }
    }

    @Test
    void should_be_the_same_chunks_when_the_calls_of_tools_are_right() {
        ChatChunk[] right = {
            choice("{'index':0,'delta':{'role':'assistant','content':''},'finish_reason':null}"),
            choice(
                    "{'index':0,'delta':{'tool_calls':[{'index':0,'id':'c','type':'function',"
                            + "'function':{'name':'f','arguments':''}}]},'finish_reason':null}"),
            choice(
                    "{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]},"
                            + "'finish_reason':null}"),
            choice("{'index':0,'delta':{},'finish_reason':'tool_calls'}"),
        };
        List<ChatChunk> mended = mended(right);
        for (int i = 0; i < right.length; i++) {
            assertSame(right[i].document(), mended.get(i).document());
        }
    }

    @Test
    void should_begin_with_the_role_alone_when_the_first_chunk_has_text() {
        List<JsonObject> choices =
                deltas(choice("{'index':0,'delta':{'role':'assistant','content':'Hi'}}"));
        assertEquals(
                json("{'role':'assistant','content':''}"), choices.get(0).getJsonObject("delta"));
        assertEquals(json("{'content':'Hi'}"), choices.get(1).getJsonObject("delta"));
    }

    @Test
    void should_mend_both_choices_when_one_chunk_has_both() {
        List<ChatChunk> mended =
                mended(choice("{'index':0,'delta':{'content':''}},{'index':1,'delta':{}}"));
        List<JsonDocument> both = mended.getFirst().document().objects("choices");
        assertEquals(2, both.size());
        both.forEach(
                c ->
                        assertEquals(
                                json("{'role':'assistant','content':''}"),
                                c.toJson().getJsonObject("delta")));
    }

    @Test
    void should_keep_the_first_head_when_later_chunks_have_another() {
        List<ChatChunk> mended =
                mended(
                        chunk("{'choices':[{'index':0,'delta':{'content':''}}]}"),
                        choice("{'index':0,'delta':{},'finish_reason':'stop'}"));
        for (ChatChunk chunk : mended) {
            assertEquals(mended.getFirst().document().string("id"), chunk.document().string("id"));
            assertEquals("asked", chunk.document().string("model").orElseThrow());
        }
    }

    @Test
    void should_finish_each_choice_when_the_upstream_did_not() {
        List<JsonObject> choices =
                deltas(
                        choice("{'index':0,'delta':{'content':'a'}}"),
                        choice(
                                "{'index':1,'delta':{'tool_calls':"
                                        + "[{'id':'c','function':{'name':'f'}}]}}"));
        var last = choices.subList(choices.size() - 3, choices.size());
        assertEquals("stop", last.get(0).getString("finish_reason"));
        assertEquals(
                json("{'tool_calls':[{'index':0,'function':{'arguments':'{}'}}]}"),
                last.get(1).getJsonObject("delta"));
        assertEquals("tool_calls", last.get(2).getString("finish_reason"));
    }

    @Test
    void should_finish_once_when_the_upstream_says_it_twice() {
        List<JsonObject> choices =
                deltas(
                        choice("{'index':0,'delta':{'content':'a'},'finish_reason':'stop'}"),
                        choice("{'index':0,'delta':{'content':''},'finish_reason':'stop'}"));
        assertEquals(1, choices.stream().filter(c -> c.getString("finish_reason") != null).count());
    }

    @Test
    void should_follow_a_call_when_all_calls_have_the_same_index() {
        List<JsonObject> choices =
                deltas(
                        choice("{'index':0,'delta':{'content':''}}"),
                        choice(call("{'index':0,'id':'a','function':{'name':'f'}}")),
                        choice(call("{'index':0,'id':'b','function':{'name':'g'}}")),
                        choice(call("{'index':0,'function':{'arguments':'{1}'}}")));
        assertEquals(
                json("{'tool_calls':[{'index':1,'function':{'arguments':'{1}'}}]}"),
                choices.get(3).getJsonObject("delta"));
    }

    private static String call(String call) {
        return "{'index':0,'delta':{'tool_calls':[" + call + "]},'finish_reason':null}";
    }

    @Test
    void should_tell_usage_once_at_the_end_when_every_chunk_had_it() {
        List<ChatChunk> mended =
                mended(
                        chunk(
                                "{"
                                        + HEAD
                                        + ",'choices':[{'index':0,'delta':{'content':''}}],"
                                        + "'usage':{'prompt_tokens':1}}"),
                        chunk(
                                "{"
                                        + HEAD
                                        + ",'choices':[],'usage':{'prompt_tokens':1,"
                                        + "'completion_tokens':2}}"));
        for (ChatChunk chunk : mended.subList(0, mended.size() - 1)) {
            assertFalse(chunk.document().has("usage"));
        }
        JsonObject usage = mended.getLast().document().toJson().getJsonObject("usage");
        assertEquals(3, usage.getInteger("total_tokens"));
        assertEquals(
                json("{'choices':[]}").getJsonArray("choices"),
                mended.getLast().document().toJson().getJsonArray("choices"));
    }

    @Test
    void should_be_a_failure_when_nothing_came() {
        assertThrows(UpstreamException.class, () -> mended());
    }

    @Test
    void should_drop_the_legacy_call_when_the_request_offered_tools() {
        List<ChatChunk> out = new ArrayList<>();
        StreamMender mender = new StreamMender("m", true, out::add);

        mender.chunk(
                new ChatChunk(
                        JsonDocument.parse(
                                Buffer.buffer(
                                        """
                                        {"id":"c","choices":[{"index":0,"delta":{"function_call":{"name":"f"}}}]}\
                                        """))));

        assertFalse(out.toString().contains("function_call"));
    }
}
