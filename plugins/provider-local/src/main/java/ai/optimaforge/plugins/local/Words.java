// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import java.text.Normalizer;

/// The words of a text, one after the other, as BERT's lower-case tokenizer has them: without
/// accents and what cannot be seen; each punctuation mark and each Chinese character is a word.
final class Words {
    private static final int REPLACEMENT = 0xFFFD;

    private final String text;
    private int at;
    private String word = "";

    Words(String text) {
        this.text = text;
    }

    /// Goes to the next word.
    ///
    /// @return whether there is one
    boolean next() {
        StringBuilder found = new StringBuilder();
        while (at < text.length() && found.isEmpty()) {
            int start = at;
            int stop = stretch();
            String plain = plain(text.substring(start, stop));
            at = stop;
            found.append(plain);
        }
        word = found.toString();
        return !found.isEmpty();
    }

    String word() {
        return word;
    }

    /// The end of the stretch that begins here: white space, a word by itself, or all up to
    /// either.
    private int stretch() {
        int stop = at;
        while (stop < text.length()) {
            int c = text.codePointAt(stop);
            int after = stop + Character.charCount(c);
            if (isSpace(c) || isAlone(c)) {
                return stop == at ? after : stop;
            }
            stop = after;
        }
        return stop;
    }

    private static String plain(String stretch) {
        StringBuilder kept = new StringBuilder(stretch.length());
        stretch.codePoints()
                .filter(c -> !isSpace(c) && !isUnseen(c))
                .forEach(kept::appendCodePoint);
        StringBuilder plain = new StringBuilder(kept.length());
        Normalizer.normalize(kept, Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .map(Character::toLowerCase)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static boolean isSpace(int c) {
        return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
    }

    private static boolean isUnseen(int c) {
        return c == REPLACEMENT
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.UNASSIGNED ->
                            true;
                    default -> false;
                };
    }

    private static boolean isAlone(int c) {
        return isPunctuation(c) || isChinese(c);
    }

    private static boolean isPunctuation(int c) {
        if (c < 128) {
            return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION ->
                    true;
            default -> false;
        };
    }

    private static boolean isChinese(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x20000 && c <= 0x2A6DF)
                || (c >= 0x2A700 && c <= 0x2B81F)
                || (c >= 0x2B920 && c <= 0x2CEAF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }
}
