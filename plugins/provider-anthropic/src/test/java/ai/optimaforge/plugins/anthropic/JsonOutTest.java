// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class JsonOutTest {
    private static JsonOut out() {
        return new JsonOut(1);
    }

    @Test
    void should_put_commas_where_they_belong() {
        JsonOut out = out().object().name("a").number(-7).name("b").array();
        out.text("x").flag(true).flag(false).nothing().object().endObject().array().endArray();
        out.raw(Buffer.buffer("{ }"))
                .raw(out())
                .endArray()
                .name("c")
                .raw(out().number(1).number(2));
        assertEquals(
                "{\"a\":-7,\"b\":[\"x\",true,false,null,{},[],{ }],\"c\":1,2}",
                out.endObject().toBuffer().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\"\\/\b\n\u0000\u001f", "é€😀\u2028", "\ud83d\ude00"})
    void should_write_a_text_that_reads_the_same(String text) {
        Buffer json = out().array().text(text).endArray().toBuffer();
        assertEquals(text, new JsonArray(json).getString(0));
    }

    @Test
    void should_escape_a_surrogate_when_it_has_no_partner() {
        assertEquals("\"\\ud800x\"", out().text("\ud800x").toBuffer().toString());
        assertEquals("\"\\udc00\\ud800\"", out().text("\udc00\ud800").toBuffer().toString());
    }

    @Test
    void should_join_texts_without_decoding_them() {
        Buffer first = Buffer.buffer("\"a\\u00e9\"");
        Buffer second = Buffer.buffer("\"\\ud800\"");
        assertEquals(
                "\"a\\u00e9\\ud800\"", out().joined(List.of(first, second)).toBuffer().toString());
        assertEquals("\"\"", out().joined(List.of()).toBuffer().toString());
    }

    @Test
    void should_quote_json_so_that_it_reads_the_same() {
        String json = "{\n\t\"é\" : \"\\\"\\u0001\" }";
        Buffer quoted = out().array().quoted(Buffer.buffer(json)).endArray().toBuffer();
        assertEquals(json, new JsonArray(quoted).getString(0));
    }
}
