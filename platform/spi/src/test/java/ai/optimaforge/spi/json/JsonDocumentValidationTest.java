// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.json.JsonOracle.Node;
import ai.optimaforge.spi.json.JsonTexts.Obj;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

/// What is JSON by RFC 8259 is taken, what is not is refused, and the refusal says why and where.
@PropertyDefaults(tries = 300, edgeCases = EdgeCasesMode.NONE)
class JsonDocumentValidationTest {

    @Property(tries = 5000)
    void should_take_what_a_strict_parser_takes_when_bytes_were_damaged(
            @ForAll("documents") Obj object, @ForAll("damages") List<Damage> damages) {
        byte[] json = object.bytes();
        for (Damage damage : damages) {
            json = damage.apply(json);
        }
        Node expected = JsonOracle.object(json);
        assertEquals(expected != null, isTaken(json));
    }

    /// Some bytes in place of others, written in Latin 1; the position is a fraction of the
    /// length.
    record Damage(double position, int removed, String inserted) {
        byte[] apply(byte[] bytes) {
            int from = (int) (position * bytes.length);
            String text = new String(bytes, ISO_8859_1);
            return (text.substring(0, from)
                            + inserted
                            + text.substring(Math.min(text.length(), from + removed)))
                    .getBytes(ISO_8859_1);
        }
    }

    @Provide
    Arbitrary<Obj> documents() {
        return JsonTexts.documents();
    }

    @Provide
    Arbitrary<List<Damage>> damages() {
        Arbitrary<String> grammar =
                Arbitraries.strings()
                        .withChars("{}[]:,\"\\ \n\t0123456789-+.eEutrfalsn/b\u0000\u001f\u007f")
                        .ofMaxLength(2);
        Arbitrary<String> any =
                Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(4);
        Arbitrary<Double> position = Arbitraries.doubles().between(0, 1).ofScale(4);
        return Combinators.combine(
                        position,
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.oneOf(grammar, grammar, any))
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "``|the text is empty at byte 0",
                "` \n\t\r`|the text is empty at byte 4",
                "[1]|expected an object at byte 0",
                " \"text\"|expected an object at byte 1",
                "null|expected an object at byte 0",
                "{} {}|text after the object at byte 3",
                "{},|text after the object at byte 2",
                "{|the text ends too early at byte 1",
                "{\"a\"|the text ends too early at byte 4",
                "{\"a\":|the text ends too early at byte 5",
                "{\"a\":1|the text ends too early at byte 6",
                "{\"a\":1,|the text ends too early at byte 7",
                "{\"a\":\"b|the text ends too early at byte 7",
                "{\"a\":tru|the text ends too early at byte 8",
                "{\"a\":-|the text ends too early at byte 6",
                "{\"a\":1e|the text ends too early at byte 7",
                "{a:1}|expected a member's name in quotes at byte 1",
                "{'a':1}|expected a member's name in quotes at byte 1",
                "{\"a\" 1}|expected ':' at byte 5",
                "{\"a\":1 \"b\":2}|expected ',' or '}' at byte 7",
                "{\"a\":[1 2]}|expected ',' or ']' at byte 8",
                "{\"a\":1,}|expected a member's name in quotes at byte 7",
                "{\"a\":{\"b\":1,}}|expected a member's name in quotes at byte 12",
                "{\"a\":[1,]}|expected a value at byte 8",
                "{\"a\":[,1]}|expected a value at byte 6",
                "{,}|expected a member's name in quotes at byte 1",
                "{\"a\":}|expected a value at byte 5",
                "{\"a\":[}|expected a value at byte 6",
                "{\"a\":[1}|expected ',' or ']' at byte 7",
                "{\"a\":nul}|expected null at byte 5",
                "{\"a\":True}|expected a value at byte 5",
                "{\"a\":truer}|expected ',' or '}' at byte 9",
                "{\"a\":NaN}|expected a value at byte 5",
                "{\"a\":-Infinity}|expected a digit at byte 6",
                "{\"a\":Infinity}|expected a value at byte 5",
                "{\"a\":+1}|expected a value at byte 5",
                "{\"a\":.5}|expected a value at byte 5",
                "{\"a\":-.5}|expected a digit at byte 6",
                "{\"a\":1.}|expected a digit at byte 7",
                "{\"a\":1.e5}|expected a digit at byte 7",
                "{\"a\":1e+}|expected a digit at byte 8",
                "{\"a\":01}|expected ',' or '}' at byte 6",
                "{\"a\":-01}|expected ',' or '}' at byte 7",
                "{\"a\":0x1}|expected ',' or '}' at byte 6",
                "{\"a\":\"\\x\"}|unknown escape at byte 6",
                "{\"a\":\"\\'\"}|unknown escape at byte 6",
                "{\"a\":\"\\u12\"}|\\u needs four hexadecimal digits at byte 6",
                "{\"a\":\"\\u12g4\"}|\\u needs four hexadecimal digits at byte 6",
                "{\"a\":\"\\u12|the text ends too early at byte 10",
                "{\"a\":\"\\|the text ends too early at byte 7",
                "`{\"a\":\"\n\"}`|raw control character in a string at byte 6",
                "`{\"a\":\"\u0000\"}`|raw control character in a string at byte 6",
                "{\"a\":\"long enough for words\u001f\"}|raw control character in a string at byte"
                        + " 27",
                "{\"\t\":1}|raw control character in a string at byte 2",
                "{\"a\"\u000b:1}|expected ':' at byte 4",
                "{/**/}|expected a member's name in quotes at byte 1",
            })
    void should_say_what_is_wrong_and_where_when_a_text_is_refused(String json, String message) {
        assertRefused(json.getBytes(UTF_8), message);
    }

    /// Written in Latin 1, one character a byte.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0080",
                "\u00bf",
                "\u00c0\u0080",
                "\u00c1\u00bf",
                "\u00c3(",
                "\u00e0\u0080\u0080",
                "\u00e0\u009f\u00bf",
                "\u00ed\u00a0\u0080",
                "\u00ed\u00bf\u00bf",
                "\u00e2\u0082(",
                "\u00f0\u0080\u0080\u0080",
                "\u00f0\u008f\u00bf\u00bf",
                "\u00f0\u009f\u0098(",
                "\u00f4\u0090\u0080\u0080",
                "\u00f5\u0080\u0080\u0080",
                "\u00f8\u0088\u0080\u0080\u0080",
                "\u00fe",
                "\u00ff",
            })
    void should_refuse_invalid_utf_8_when_it_stands_in_a_string(String latin1) {
        assertRefused(
                ("{\"a\":\"" + latin1 + "    \"}").getBytes(ISO_8859_1), "invalid UTF-8 at byte 6");
        assertRefused(
                ("{\"" + latin1 + "    \":1}").getBytes(ISO_8859_1), "invalid UTF-8 at byte 2");
    }

    @Test
    void should_refuse_a_character_when_the_text_ends_inside_it() {
        byte[] json = "{\"a\":\"😀".getBytes(UTF_8);
        assertRefused(Arrays.copyOf(json, 9), "the text ends too early at byte 9");
    }

    @Test
    void should_refuse_a_byte_order_mark_when_it_leads_the_text() {
        assertRefused("\ufeff{}".getBytes(UTF_8), "expected a value at byte 0");
    }

    @Test
    void should_take_every_code_point_when_it_is_encoded_well() {
        for (int point = 0x80; point <= Character.MAX_CODE_POINT; point += 0x3F) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                String text = Character.toString(point);
                byte[] json = ("{\"a\":\"" + text + "\"}").getBytes(UTF_8);
                assertEquals(text, JsonDocument.parse(json).string("a").orElseThrow());
            }
        }
    }

    @Test
    void should_take_512_levels_and_no_more_when_arrays_and_objects_nest() {
        assertTrue(isTaken(nestedArrays(JsonDocument.MAX_DEPTH)));
        assertTrue(isTaken(nestedObjects(JsonDocument.MAX_DEPTH)));
        assertRefused(
                nestedArrays(JsonDocument.MAX_DEPTH + 1), "nested deeper than 512 at byte 516");
        assertRefused(
                nestedObjects(JsonDocument.MAX_DEPTH + 1), "nested deeper than 512 at byte 2560");
    }

    @Test
    void should_refuse_a_text_without_overflowing_the_stack_when_it_nests_100_000_deep() {
        assertRefused(nestedArrays(100_000), "nested deeper than 512 at byte 516");
        assertRefused(nestedObjects(100_000), "nested deeper than 512 at byte 2560");
        assertRefused("[".repeat(100_000).getBytes(UTF_8), "nested deeper than 512 at byte 512");
    }

    private static byte[] nestedArrays(int depth) {
        return ("{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}").getBytes(UTF_8);
    }

    private static byte[] nestedObjects(int depth) {
        return ("{\"a\":".repeat(depth - 1) + "{" + "}".repeat(depth)).getBytes(UTF_8);
    }

    private static boolean isTaken(byte[] json) {
        try {
            JsonDocument.parse(json);
            return true;
        } catch (JsonFormatException e) {
            return false;
        }
    }

    private static void assertRefused(byte[] json, String message) {
        JsonFormatException refusal =
                assertThrows(JsonFormatException.class, () -> JsonDocument.parse(json));
        assertEquals(message, refusal.getMessage());
        assertTrue(message.endsWith(" at byte " + refusal.offset()));
    }
}
