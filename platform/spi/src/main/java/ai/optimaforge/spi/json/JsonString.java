// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Reads JSON strings that a [JsonScanner] has found valid. Positions are those of the text
/// between the quotes.
final class JsonString {
    /// What [#plainHash] gives for a string that is not plain. A plain one may have it too, and
    /// is taken for one that is not then.
    static final int NOT_PLAIN = -1;

    private JsonString() {}

    static String decode(byte[] bytes, int start, int end) {
        int escape = indexOfEscape(bytes, start, end);
        if (escape == end) {
            return new String(bytes, start, end - start, UTF_8);
        }
        StringBuilder text = new StringBuilder(end - start);
        int plain = start;
        while (escape < end) {
            text.append(new String(bytes, plain, escape - plain, UTF_8));
            text.append(unescape(bytes, escape));
            plain = escape + (bytes[escape + 1] == 'u' ? 6 : 2);
            escape = indexOfEscape(bytes, plain, end);
        }
        return text.append(new String(bytes, plain, end - plain, UTF_8)).toString();
    }

    /// Whether a string stands for a text.
    ///
    /// @param plain whether the string is known to be plain, so that bytes and characters agree
    static boolean equals(byte[] bytes, int start, int end, String text, boolean plain) {
        if (!plain) {
            return decode(bytes, start, end).equals(text);
        }
        if (end - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// The hash of a string that is ASCII without escapes, as a `String` has it.
    static int plainHash(byte[] bytes, int start, int end) {
        int hash = 0;
        for (int at = start; at < end; at++) {
            byte b = bytes[at];
            if (b == '\\' || b < 0) {
                return NOT_PLAIN;
            }
            hash = 31 * hash + b;
        }
        return hash;
    }

    private static int indexOfEscape(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    private static char unescape(byte[] bytes, int at) {
        return switch (bytes[at + 1]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) hexadecimal(bytes, at + 2);
            default -> (char) bytes[at + 1];
        };
    }

    private static int hexadecimal(byte[] bytes, int at) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 4 | Character.digit(bytes[at + i], 16);
        }
        return value;
    }
}
