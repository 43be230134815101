// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

class JsonDocumentTest {

    @Test
    void should_touch_only_the_model_when_a_chat_request_is_routed() {
        JsonDocument request =
                document(
                        """
                        { "mod\\u0065l" : "fast",
                          "temperature": 0.70, "seed": 12345678901234567890,
                          "messages": [ {"role":"user", "content":"a\\/b \\ud83d"} ] }
                        """);
        assertEquals(Optional.of("fast"), request.string("model"));
        assertEquals(
                """
                { "mod\\u0065l" : "openai/gpt",
                  "temperature": 0.70, "seed": 12345678901234567890,
                  "messages": [ {"role":"user", "content":"a\\/b \\ud83d"} ] }
                """,
                request.with("model", "openai/gpt").toString());
    }

    @Test
    void should_let_the_last_one_count_when_a_name_stands_twice() {
        JsonDocument document = document("{\"a\":1,\"\\u0061\":2}");
        assertEquals(Optional.of(2L), document.integer("a"));
        assertTrue(document.isRepeated("a"));
        assertEquals("{\"a\":1,\"\\u0061\":3}", document.with("a", 3).toString());
        assertEquals("{}", document.without("a").toString());
        assertFalse(document.without("a").isRepeated("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e2", "-9223372036854775809", "1e999", "\"1\"", "true"})
    void should_read_no_integer_when_it_is_written_otherwise(String value) {
        assertEquals(Optional.empty(), document("{\"a\":" + value + "}").integer("a"));
    }

    @Test
    void should_refuse_the_first_element_that_is_no_object_when_all_must_be() {
        JsonDocument document = document("{\"a\":[ {\"b\":[{}]} , {} ], \"c\":[{},[{}],\"x\"]}");
        BiFunction<Integer, Buffer, RuntimeException> refusal =
                (index, json) -> new IllegalArgumentException(index + " is " + json);
        assertEquals("[{\"b\":[{}]}, {}]", document.objects("a", refusal).toString());
        assertEquals(List.of(), document.objects("b", refusal));
        assertEquals(1, document.objects("c").size());
        assertEquals(
                "1 is [{}]",
                assertThrows(IllegalArgumentException.class, () -> document.objects("c", refusal))
                        .getMessage());
    }

    @Test
    void should_give_a_view_of_what_stands_there_when_asked_for_a_slice() {
        JsonDocument document =
                document("{\"a\": \"x\\n\", \"b\":{}}").with("b", JsonArray.of(1, 2));
        JsonSlice slice = document.slice("a").orElseThrow();
        byte[] target = new byte[4];
        slice.copy(1, 4, target, 1);
        assertEquals("\0x\\n", new String(target, UTF_8));
        assertEquals(5, slice.length());
        assertEquals('\\', slice.byteAt(2));
        assertEquals("\"x\\n\"", slice.toBuffer().toString());
        assertThrows(IndexOutOfBoundsException.class, () -> slice.byteAt(5));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.copy(0, 6, new byte[9], 0));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.copy(0, 5, target, 0));
        assertEquals("[1,2]", document.slice("b").orElseThrow().toString());
        assertEquals(Optional.empty(), document.slice("c"));
    }

    @Test
    void should_be_itself_when_nothing_changes() {
        JsonDocument document = document("{\"a\":{},\"b\":[{}]}");
        assertSame(document, document.without("c"));
        assertSame(document, document.mapObject("a", inner -> inner));
        assertSame(document, document.mapObjects("b", element -> element));
    }

    @Test
    void should_leave_white_space_around_it_behind_when_it_goes_into_another_document() {
        JsonDocument inner = document(" {\"b\": 1}\n");
        assertEquals(" {\"b\": 1}\n", inner.toString());
        assertEquals("{\"a\":{\"b\": 1}}", document("{}").with("a", inner).toString());
        assertEquals(
                "{\"a\":[ {\"b\": 1} ]}",
                document("{\"a\":[ {} ]}").mapObjects("a", element -> inner).toString());
    }

    @Test
    void should_keep_a_surrogate_without_a_partner_when_it_is_read_and_set_again() {
        JsonDocument document = document("{\"a\":\"\\ud83d\"}");
        String half = document.string("a").orElseThrow();
        assertEquals("{\"a\":\"\\ud83d\"}", document.with("a", half).toString());
        assertEquals("{\"\\ud83d\":1}", JsonDocument.empty().with(half, 1).toString());
        assertEquals(
                "{\"a\":\"\\ud83d 😀\"}",
                JsonDocument.of(new JsonObject().put("a", half + " 😀")).toString());
    }

    @Test
    void should_stay_fast_when_a_name_stands_very_often() {
        String json = "{" + "\"a\":1,".repeat(500_000) + "\"b\":2}";
        assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    JsonDocument document = document(json).without("a");
                    assertEquals(List.of("b"), document.names());
                    assertEquals("{\"b\":2}", document.toString());
                });
    }

    private static JsonDocument document(String json) {
        return JsonDocument.parse(json.getBytes(UTF_8));
    }
}
