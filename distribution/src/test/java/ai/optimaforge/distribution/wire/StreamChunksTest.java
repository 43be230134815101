// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// What the chunks of a stream hold: roles, names, finish reasons, usage, metadata.
class StreamChunksTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    @Test
    void should_begin_with_the_role_when_the_upstream_leaves_it_out() {
        var chunks = plain(Chunks.delta("{\"content\":\"a\"}"), Chunks.last("stop"));
        assertRoleOnce(chunks);
        assertEquals("a", Chunks.delta(chunks.get(1)).getString("content"));
    }

    @Test
    void should_give_the_role_once_when_the_upstream_repeats_it() {
        var chunks =
                plain(
                        Chunks.delta("{\"role\":\"assistant\",\"content\":\"a\"}"),
                        Chunks.delta("{\"role\":\"assistant\",\"content\":\"b\"}"),
                        Chunks.last("stop"));
        assertRoleOnce(chunks);
        assertEquals("a", Chunks.delta(chunks.get(1)).getString("content"));
        assertEquals("b", Chunks.delta(chunks.get(2)).getString("content"));
    }

    @Test
    void should_give_each_choice_its_role_when_there_are_two() {
        var chunks =
                plain(
                        Chunks.choice("{\"index\":1,\"delta\":{\"content\":\"b\"}}"),
                        Chunks.choice("{\"index\":0,\"delta\":{\"content\":\"a\"}}"),
                        Chunks.choice("{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}"),
                        Chunks.choice("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}"));
        for (int index : new int[] {0, 1}) {
            var own = chunks.stream().filter(c -> Chunks.choice(c).getInteger("index") == index);
            assertRoleOnce(own.toList());
        }
    }

    private static void assertRoleOnce(List<JsonObject> chunks) {
        JsonObject first = Chunks.delta(chunks.getFirst());
        assertEquals("assistant", first.getString("role"));
        assertEquals("", first.getString("content"));
        assertTrue(
                chunks.stream().skip(1).noneMatch(c -> Chunks.delta(c).containsKey("role")),
                chunks::toString);
    }

    @Test
    void should_name_all_chunks_alike_when_the_upstream_does_not() {
        var chunks =
                plain(
                        Chunks.delta("{\"content\":\"a\"}"),
                        "{\"choices\":[{\"delta\":{\"content\":\"b\"}}]}",
                        "{\"id\":\"other\",\"created\":99,\"model\":\"n\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"c\"}}]}",
                        Chunks.last("stop"));
        for (JsonObject chunk : chunks) {
            assertEquals("forge-c1", chunk.getString("id"));
            assertEquals(7, chunk.getInteger("created"));
            assertEquals("m", chunk.getString("model"));
            assertEquals("chat.completion.chunk", chunk.getString("object"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,stop", "MAX_TOKENS,length", "tool_use,tool_calls", "SAFETY,content_filter",
        "eos,stop", "content_filter,content_filter", "STOP,stop", "function_call,function_call"
    })
    void should_give_openais_word_when_the_finish_reason_is_foreign(String theirs, String ours) {
        var chunks = plain(Chunks.delta("{\"content\":\"a\"}"), Chunks.last(theirs));
        assertEquals(ours, Chunks.choice(chunks.getLast()).getString("finish_reason"));
        assertTrue(
                chunks.stream()
                        .limit(chunks.size() - 1)
                        .allMatch(c -> Chunks.choice(c).getValue("finish_reason") == null));
    }

    @Test
    void should_finish_the_choice_when_the_upstream_says_done_without_a_reason() {
        var chunks = plain(Chunks.delta("{\"content\":\"a\"}"));
        assertEquals("stop", Chunks.choice(chunks.getLast()).getString("finish_reason"));
    }

    @Test
    void should_give_no_usage_when_the_client_did_not_ask() {
        var chunks = plain(Chunks.delta("{\"content\":\"a\"}"), Chunks.last("stop"), Chunks.USAGE);
        for (JsonObject chunk : chunks) {
            assertFalse(chunk.containsKey("usage"), chunk::encode);
            assertFalse(chunk.getJsonArray("choices").isEmpty(), chunk::encode);
        }
        assertMetadataOnLastOnly(chunks);
        assertEquals("stop", Chunks.choice(chunks.getLast()).getString("finish_reason"));
    }

    @Test
    void should_give_one_usage_chunk_when_the_client_asked() {
        var chunks =
                withUsage(Chunks.delta("{\"content\":\"a\"}"), Chunks.last("stop"), Chunks.USAGE);
        JsonObject last = chunks.getLast();
        assertTrue(last.getJsonArray("choices").isEmpty());
        JsonObject usage = last.getJsonObject("usage");
        assertEquals(3, usage.getInteger("total_tokens"));
        assertTrue(usage.containsKey("prompt_tokens_details"));
        assertTrue(usage.containsKey("completion_tokens_details"));
        for (JsonObject chunk : chunks.subList(0, chunks.size() - 1)) {
            assertFalse(chunk.getJsonArray("choices").isEmpty());
            assertTrue(chunk.containsKey("usage"), chunk::encode);
            assertEquals(null, chunk.getValue("usage"));
        }
        assertMetadataOnLastOnly(chunks);
    }

    @Test
    void should_give_one_usage_chunk_when_it_rides_on_the_last_choice() {
        String last =
                Chunks.last("stop")
                        .replace(
                                "]}", "],\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":5}}");
        var chunks = withUsage(Chunks.delta("{\"content\":\"a\"}"), last);
        assertEquals(9, chunks.getLast().getJsonObject("usage").getInteger("total_tokens"));
        assertEquals(1, chunks.stream().filter(c -> c.getValue("usage") != null).count());
        assertTrue(chunks.getLast().getJsonArray("choices").isEmpty());
        assertMetadataOnLastOnly(chunks);
    }

    @Test
    void should_give_one_usage_chunk_when_every_chunk_counts() {
        String counted = ",\"usage\":{\"prompt_tokens\":4,\"completion_tokens\":%d}}";
        var chunks =
                withUsage(
                        Chunks.delta("{\"content\":\"a\"}")
                                .replace("]}", "]" + counted.formatted(1)),
                        Chunks.delta("{\"content\":\"b\"}")
                                .replace("]}", "]" + counted.formatted(2)),
                        Chunks.last("stop").replace("]}", "]" + counted.formatted(3)));
        assertEquals(1, chunks.stream().filter(c -> c.getValue("usage") != null).count());
        assertEquals(7, chunks.getLast().getJsonObject("usage").getInteger("total_tokens"));
    }

    @Test
    void should_count_itself_and_say_so_when_the_upstream_tells_no_usage() {
        var chunks = withUsage(Chunks.delta("{\"content\":\"a\"}"), Chunks.last("stop"));
        assertMetadataOnLastOnly(chunks);
        JsonObject last = chunks.getLast();
        assertEquals(new JsonArray(), last.getJsonArray("choices"));
        assertTrue(last.getJsonObject("usage").getInteger("prompt_tokens") > 0, last::encode);
        assertEquals(true, last.getJsonObject("forge_metadata").getBoolean("estimated"));
    }

    private static void assertMetadataOnLastOnly(List<JsonObject> chunks) {
        assertEquals("up", chunks.getLast().getJsonObject("forge_metadata").getString("provider"));
        assertTrue(
                chunks.stream()
                        .limit(chunks.size() - 1)
                        .noneMatch(chunk -> chunk.containsKey("forge_metadata")),
                chunks::toString);
    }

    private static List<JsonObject> plain(String... chunks) {
        return Chunks.through(GATEWAY, Chunks.REQUEST, andDone(chunks));
    }

    private static List<JsonObject> withUsage(String... chunks) {
        return Chunks.through(GATEWAY, Chunks.REQUEST_WITH_USAGE, andDone(chunks));
    }

    private static String[] andDone(String... chunks) {
        String[] all = java.util.Arrays.copyOf(chunks, chunks.length + 1);
        all[chunks.length] = Chunks.DONE;
        return all;
    }
}
