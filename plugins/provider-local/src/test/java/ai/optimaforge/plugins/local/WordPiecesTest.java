// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

class WordPiecesTest {
    private static final WordPieces PIECES = pieces();

    private static WordPieces pieces() {
        try {
            return WordPieces.of(read("/all-minilm-l6-v2-q-tokenizer.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream file = WordPiecesTest.class.getResourceAsStream(resource)) {
            return file.readAllBytes();
        }
    }

    /// Texts, and the tokens that the library `tokenizers` 0.23.3 makes of them by the model's
    /// own `tokenizer.json`.
    static List<JsonObject> texts() throws IOException {
        return new JsonArray(Buffer.buffer(read("tokens.json")))
                .stream().map(JsonObject.class::cast).toList();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void should_have_the_tokens_of_the_models_own_tokenizer(JsonObject text) {
        long[] ids =
                text.getJsonArray("ids").stream()
                        .mapToLong(id -> ((Number) id).longValue())
                        .toArray();
        assertArrayEquals(ids, PIECES.of(text.getString("text")).ids());
    }

    @Test
    void should_cut_the_rest_when_a_text_is_longer_than_the_model_reads() {
        var fits = PIECES.of("word ".repeat(510));
        assertEquals(512, fits.ids().length);
        assertFalse(fits.cut());
        var cut = PIECES.of("word ".repeat(511));
        assertArrayEquals(fits.ids(), cut.ids());
        assertTrue(cut.cut());
        assertArrayEquals(fits.ids(), PIECES.of("word ".repeat(100_000)).ids());
        var pieces = PIECES.of("word ".repeat(509) + "embeddings");
        assertEquals(512, pieces.ids().length);
        assertTrue(pieces.cut());
    }

    @Test
    void should_not_take_a_word_for_a_mark_when_it_looks_like_one() {
        long[] ids = PIECES.of("a [SEP] b").ids();
        for (int i = 0; i < ids.length - 1; i++) {
            assertTrue(ids[i] != 102, "an end in the middle");
        }
    }
}
