// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.model.FlawedStream.Call;
import ai.optimaforge.kernel.model.FlawedStream.Kind;
import ai.optimaforge.kernel.model.FlawedStream.Numbering;
import ai.optimaforge.kernel.model.FlawedStream.Piece;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Any stream of a careless upstream becomes a canonical one that says the same.
class StreamMenderPropertyTest {
    private static final int FLAWS = 1 << 13;

    @Provide
    Arbitrary<List<Piece>> pieces() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.of(Kind.class),
                        Arbitraries.strings().withChars("a\"\\{}é").ofMaxLength(3),
                        Arbitraries.integers().between(0, FLAWS - 1))
                .as(Piece::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property(tries = 2000)
    void should_be_canonical_and_say_the_same_when_it_is_mended(
            @ForAll Numbering numbering, @ForAll("pieces") List<Piece> pieces) {
        FlawedStream flawed = new FlawedStream(numbering, pieces);
        List<JsonObject> canonical = new ArrayList<>();
        StreamMender mender =
                new StreamMender("asked", false, chunk -> canonical.add(chunk.document().toJson()));
        flawed.chunks.forEach(mender::chunk);
        mender.end();

        checkHeads(canonical);
        checkUsage(canonical);
        Map<Integer, Reader> readers = new TreeMap<>();
        for (JsonObject chunk : canonical) {
            for (Object choice : chunk.getJsonArray("choices")) {
                JsonObject read = (JsonObject) choice;
                readers.computeIfAbsent(read.getInteger("index"), none -> new Reader()).read(read);
            }
        }
        assertEquals(flawed.texts.keySet(), readers.keySet());
        readers.forEach((index, reader) -> reader.check(flawed, index));
    }

    private static void checkHeads(List<JsonObject> chunks) {
        for (JsonObject chunk : chunks) {
            assertEquals("chat.completion.chunk", chunk.getString("object"));
            for (String name : List.of("id", "created", "model")) {
                assertNotNull(chunk.getValue(name));
                assertEquals(chunks.getFirst().getValue(name), chunk.getValue(name));
            }
        }
    }

    private static void checkUsage(List<JsonObject> chunks) {
        for (JsonObject chunk : chunks) {
            if (chunk.containsKey("usage")) {
                assertEquals(chunks.getLast(), chunk);
                assertEquals(new JsonArray(), chunk.getJsonArray("choices"));
                assertNotNull(chunk.getJsonObject("usage").getInteger("total_tokens"));
            }
        }
    }

    /// A client that is strict about one choice.
    private static final class Reader {
        private static final Set<String> FIRST = Set.of("index", "id", "type", "function");
        private static final Set<String> LATER = Set.of("index", "function");

        private final StringBuilder text = new StringBuilder();
        private final Map<Integer, Call> calls = new TreeMap<>();
        private boolean begun;
        private @Nullable String finished;

        void read(JsonObject choice) {
            JsonObject delta = choice.getJsonObject("delta");
            if (begun) {
                assertFalse(delta.containsKey("role"));
            } else {
                begun = true;
                assertEquals(new JsonObject().put("role", "assistant").put("content", ""), delta);
            }
            text.append(delta.getString("content", ""));
            if (delta.containsKey("tool_calls")) {
                JsonArray array = delta.getJsonArray("tool_calls");
                assertFalse(array.isEmpty());
                array.forEach(call -> call((JsonObject) call));
            }
            assertTrue(choice.containsKey("finish_reason"));
            String reason = choice.getString("finish_reason");
            if (reason != null) {
                assertTrue(finished == null, "it finished twice");
                assertTrue(FinishReasons.isKnown(reason));
                finished = reason;
            }
        }

        private void call(JsonObject delta) {
            JsonObject function = delta.getJsonObject("function");
            int index = delta.getInteger("index");
            Call known = calls.get(index);
            if (known == null) {
                assertEquals(FIRST, delta.fieldNames());
                assertEquals(calls.size(), index);
                known =
                        new Call(
                                delta.getString("id"),
                                function.getString("name"),
                                new StringBuilder());
                calls.put(index, known);
            } else {
                assertEquals(LATER, delta.fieldNames());
                assertEquals(Set.of("arguments"), function.fieldNames());
            }
            known.arguments().append(function.getString("arguments"));
        }

        void check(FlawedStream flawed, int index) {
            assertNotNull(finished);
            assertEquals(flawed.text(index), text.toString());
            List<Call> expected = flawed.calls.getOrDefault(index, List.of());
            assertEquals(expected.size(), calls.size());
            int i = 0;
            for (Call call : calls.values()) {
                String arguments = expected.get(i).arguments().toString();
                assertEquals(expected.get(i).id(), call.id());
                assertEquals(expected.get(i).name(), call.name());
                assertEquals(arguments.isEmpty() ? "{}" : arguments, call.arguments().toString());
                i++;
            }
        }
    }
}
