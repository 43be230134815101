// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The deltas of tool calls, as OpenAI's clients put them together.
class StreamToolCallsTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    @Test
    void should_name_a_call_once_when_the_upstream_repeats_its_id() {
        var calls =
                through(
                        calls(
                                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}"),
                        calls(
                                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"}\"}}"));
        assertEquals(Map.of(0, "{}"), arguments(calls));
        assertNamedOnce(calls, 0, "a", "f");
    }

    @Test
    void should_number_the_calls_when_the_upstream_gives_no_index() {
        var calls =
                through(
                        calls(
                                "{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"x\\\"\"}}"),
                        calls("{\"function\":{\"arguments\":\":1}\"}}"),
                        calls("{\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}"));
        assertEquals(Map.of(0, "{\"x\":1}", 1, "{}"), arguments(calls));
        assertNamedOnce(calls, 0, "a", "f");
        assertNamedOnce(calls, 1, "b", "g");
    }

    @Test
    void should_number_the_calls_apart_when_the_upstream_gives_all_the_same_index() {
        var calls =
                through(
                        calls(
                                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
                        calls(
                                "{\"index\":0,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"[]\"}}"));
        assertEquals(Map.of(0, "{}", 1, "[]"), arguments(calls));
        assertNamedOnce(calls, 1, "b", "g");
    }

    @Test
    void should_keep_parallel_calls_apart_when_their_fragments_alternate() {
        var calls =
                through(
                        calls(
                                "{\"index\":0,\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}"),
                        calls(
                                "{\"index\":1,\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}"),
                        calls("{\"index\":0,\"function\":{\"arguments\":\"[\"}}"),
                        calls("{\"index\":1,\"function\":{\"arguments\":\"{\"}}"),
                        calls(
                                "{\"index\":0,\"function\":{\"arguments\":\"]\"}},{\"index\":1,\"function\":{\"arguments\":\"}\"}}"));
        assertEquals(Map.of(0, "[]", 1, "{}"), arguments(calls));
    }

    @Test
    void should_give_text_when_the_arguments_are_an_object() {
        var calls =
                through(
                        calls(
                                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":{\"x\""
                                    + " : 1e9}}}"));
        assertEquals(Map.of(0, "{\"x\" : 1e9}"), arguments(calls));
    }

    @Test
    void should_give_an_empty_object_when_there_are_no_arguments() {
        var calls =
                through(
                        calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\"}}"),
                        calls(
                                "{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"\"}}"),
                        calls(
                                "{\"index\":2,\"id\":\"c\",\"function\":{\"name\":\"h\",\"arguments\":null}}"));
        assertEquals(Map.of(0, "{}", 1, "{}", 2, "{}"), arguments(calls));
    }

    @Test
    void should_make_an_id_when_the_upstream_gives_none() {
        var calls =
                through(calls("{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"));
        assertTrue(calls.getFirst().getString("id").startsWith("call_"), calls::toString);
        assertEquals("function", calls.getFirst().getString("type"));
    }

    @Test
    void should_drop_tool_calls_when_they_are_empty() {
        var chunks =
                all(
                        Chunks.delta("{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[]}"),
                        Chunks.delta("{\"content\":\"a\",\"tool_calls\":[]}"),
                        Chunks.delta("{\"content\":\"b\",\"tool_calls\":null}"),
                        Chunks.last("stop"),
                        Chunks.DONE);
        for (JsonObject chunk : chunks) {
            assertFalse(Chunks.delta(chunk).containsKey("tool_calls"), chunk::encode);
        }
    }

    @Test
    void should_finish_with_tool_calls_when_the_upstream_gives_no_reason() {
        var chunks =
                all(
                        calls(
                                "{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
                        Chunks.DONE);
        assertEquals("tool_calls", Chunks.choice(chunks.getLast()).getString("finish_reason"));
    }

    private static String calls(String calls) {
        return Chunks.delta("{\"tool_calls\":[%s]}".formatted(calls));
    }

    private static List<JsonObject> all(String... data) {
        return Chunks.through(GATEWAY, Chunks.REQUEST, data);
    }

    private static List<JsonObject> through(String... chunks) {
        Stream<String> end = Stream.of(Chunks.last("tool_calls"), Chunks.DONE);
        var all = all(Stream.concat(Stream.of(chunks), end).toArray(String[]::new));
        assertEquals("assistant", Chunks.delta(all.getFirst()).getString("role"));
        return Chunks.toolCalls(all);
    }

    /// The arguments put together, as a client does; an index that has no first delta fails.
    private static Map<Integer, String> arguments(List<JsonObject> calls) {
        Map<Integer, String> arguments = new TreeMap<>();
        for (JsonObject call : calls) {
            int index = call.getInteger("index");
            boolean first = !arguments.containsKey(index);
            assertEquals(first, call.containsKey("id"), call::encode);
            assertEquals(first, call.containsKey("type"), call::encode);
            JsonObject function = call.getJsonObject("function");
            assertEquals(first, function.containsKey("name"), call::encode);
            arguments.merge(index, function.getString("arguments"), String::concat);
        }
        return arguments;
    }

    private static void assertNamedOnce(List<JsonObject> calls, int index, String id, String name) {
        JsonObject first =
                calls.stream()
                        .filter(call -> call.getInteger("index") == index)
                        .findFirst()
                        .orElseThrow();
        assertEquals(id, first.getString("id"));
        assertEquals("function", first.getString("type"));
        assertEquals(name, first.getJsonObject("function").getString("name"));
    }
}
