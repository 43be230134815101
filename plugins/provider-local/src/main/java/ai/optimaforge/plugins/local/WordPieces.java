// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.Arrays;
import java.util.Map;

/// The model's tokens: BERT's word pieces, lower case. Written here since what reads a
/// `tokenizer.json` for Java is native code that unpacks itself into the home directory, and
/// fetches more from the network where it finds a graphics card.
///
/// Names of special tokens in a text, such as `[SEP]`, are words like others.
///
/// Thread-safe.
final class WordPieces {
    /// How many tokens of a text the model reads, its begin and end included.
    static final int MOST_TOKENS = 512;

    private static final String INSIDE = "##";
    private static final int LONGEST_WORD = 100;

    private final Map<String, Integer> vocabulary;
    private final int begin;
    private final int end;
    private final int unknown;

    /// The tokens of a text.
    ///
    /// @param ids begin and end included
    /// @param cut whether there were more
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Pieces(long[] ids, boolean cut) {}

    private WordPieces(Map<String, Integer> words) {
        this.vocabulary = words;
        this.begin = mark("[CLS]");
        this.end = mark("[SEP]");
        this.unknown = mark("[UNK]");
    }

    private int mark(String name) {
        return requireNonNull(vocabulary.get(name), name + " is missing");
    }

    /// @param json a `tokenizer.json`
    static WordPieces of(byte[] json) {
        JsonObject words =
                new JsonObject(Buffer.buffer(json)).getJsonObject("model").getJsonObject("vocab");
        return new WordPieces(
                words.stream()
                        .collect(toMap(Map.Entry::getKey, word -> (Integer) word.getValue())));
    }

    /// Cuts a text into tokens, as many as the model reads.
    Pieces of(String text) {
        Ids ids = new Ids();
        ids.add(begin);
        Words words = new Words(text);
        while (!ids.isFull() && words.next()) {
            cut(words.word(), ids);
        }
        boolean more = ids.isFull();
        ids.end(end);
        return new Pieces(ids.toArray(), more);
    }

    /// The longest piece first, and so on; a word that has a place without a piece is unknown as
    /// a whole.
    private void cut(String word, Ids ids) {
        int mark = ids.size();
        int start = word.codePointCount(0, word.length()) > LONGEST_WORD ? -1 : 0;
        while (start >= 0 && start < word.length()) {
            int stop = word.length();
            Integer id = null;
            while (stop > start && id == null) {
                String piece = word.substring(start, stop);
                id = vocabulary.get(start == 0 ? piece : INSIDE + piece);
                stop = id == null ? word.offsetByCodePoints(stop, -1) : stop;
            }
            if (id == null) {
                start = -1;
            } else {
                ids.add(id);
                start = stop;
            }
        }
        if (start < 0) {
            ids.backTo(mark);
            ids.add(unknown);
        }
    }

    /// The tokens so far: all up to the word that is too many.
    private static final class Ids {
        private static final int ROOM = MOST_TOKENS + LONGEST_WORD;

        private final long[] ids = new long[ROOM];
        private int size;

        void add(int id) {
            ids[size++] = id;
        }

        void backTo(int mark) {
            size = mark;
        }

        int size() {
            return size;
        }

        /// Whether there are more than the model reads: the end takes a place.
        boolean isFull() {
            return size > MOST_TOKENS - 1;
        }

        void end(int id) {
            size = Math.min(size, MOST_TOKENS - 1);
            add(id);
        }

        long[] toArray() {
            return Arrays.copyOf(ids, size);
        }
    }
}
