// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Walks over JSON text by RFC 8259 and checks it: grammar, escapes, raw control characters,
/// UTF-8 (no overlong forms, no encoded surrogates) and depth. Every method takes the position of
/// a value's first byte and returns the position after its last.
final class JsonScanner {
    static final int MAX_DEPTH = 512;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private final byte[] bytes;
    private final int end;
    private final boolean checked;

    /// A scanner that checks what it walks over.
    JsonScanner(byte[] bytes, int end) {
        this(bytes, end, false);
    }

    private JsonScanner(byte[] bytes, int end, boolean checked) {
        this.bytes = bytes;
        this.end = end;
        this.checked = checked;
    }

    /// A scanner of what another has found valid: in a string it looks for nothing but the end.
    static JsonScanner ofValid(byte[] bytes, int end) {
        return new JsonScanner(bytes, end, true);
    }

    int skipWhitespace(int from) {
        int at = from;
        while (at < end && isWhitespace(bytes[at])) {
            at++;
        }
        return at;
    }

    int skipValue(int at, int depth) {
        return switch (byteAt(at)) {
            case '"' -> skipString(at);
            case '{' -> skipObject(at, depth + 1);
            case '[' -> skipArray(at, depth + 1);
            case 't' -> skipLiteral(at, "true");
            case 'f' -> skipLiteral(at, "false");
            case 'n' -> skipLiteral(at, "null");
            default -> skipNumber(at);
        };
    }

    private int skipObject(int start, int depth) {
        checkDepth(start, depth);
        int at = skipWhitespace(start + 1);
        if (byteAt(at) == '}') {
            return at + 1;
        }
        while (true) {
            at = skipColon(skipName(at));
            at = skipWhitespace(skipValue(at, depth));
            if (byteAt(at) == '}') {
                return at + 1;
            }
            at = skipComma(at, '}');
        }
    }

    private int skipArray(int start, int depth) {
        checkDepth(start, depth);
        int at = skipWhitespace(start + 1);
        if (byteAt(at) == ']') {
            return at + 1;
        }
        while (true) {
            at = skipWhitespace(skipValue(at, depth));
            if (byteAt(at) == ']') {
                return at + 1;
            }
            at = skipComma(at, ']');
        }
    }

    /// The name of a member, its quotes included.
    int skipName(int at) {
        if (byteAt(at) != '"') {
            throw new JsonFormatException("expected a member's name in quotes", at);
        }
        return skipString(at);
    }

    /// The colon and the white space around it.
    int skipColon(int from) {
        int at = skipWhitespace(from);
        if (byteAt(at) != ':') {
            throw new JsonFormatException("expected ':'", at);
        }
        return skipWhitespace(at + 1);
    }

    /// The comma, which is at the position, and the white space after it.
    int skipComma(int at, char close) {
        if (byteAt(at) != ',') {
            throw new JsonFormatException("expected ',' or '" + close + "'", at);
        }
        return skipWhitespace(at + 1);
    }

    private void checkDepth(int at, int depth) {
        if (depth > MAX_DEPTH) {
            throw new JsonFormatException("nested deeper than " + MAX_DEPTH, at);
        }
    }

    private int skipLiteral(int start, String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (byteAt(start + i) != literal.charAt(i)) {
                throw new JsonFormatException("expected " + literal, start);
            }
        }
        return start + literal.length();
    }

    private int skipNumber(int start) {
        int at = start;
        if (byteAt(at) == '-') {
            at++;
        }
        at = byteAt(at) == '0' ? at + 1 : skipDigits(at, start);
        if (at < end && bytes[at] == '.') {
            at = skipDigits(at + 1, start);
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            if (byteAt(at) == '+' || byteAt(at) == '-') {
                at++;
            }
            at = skipDigits(at, start);
        }
        return at;
    }

    private int skipDigits(int from, int start) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            boolean number = at > start;
            throw new JsonFormatException(number ? "expected a digit" : "expected a value", at);
        }
        return at;
    }

    int skipString(int start) {
        return checked ? skipValidString(start) : checkString(start);
    }

    private int skipValidString(int start) {
        int at = skipToMark(start + 1);
        while (bytes[at] != '"') {
            // what is escaped may be a quote; what follows a `u` is none
            at = skipToMark(at + 2);
        }
        return at + 1;
    }

    /// To the next quote or backslash, see [#skipPlain].
    private int skipToMark(int from) {
        int at = from;
        while (at + Long.BYTES <= end) {
            long word = (long) WORD.get(bytes, at);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            long hits = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash)) & HIGHS;
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            at += Long.BYTES;
        }
        while (bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    private int checkString(int start) {
        int at = start + 1;
        while (true) {
            at = skipPlain(at);
            byte next = byteAt(at);
            if (next == '"') {
                return at + 1;
            } else if (next == '\\') {
                at = skipEscape(at);
            } else if (next < 0) {
                at = skipMultibytes(at);
            } else if (next < ' ') {
                throw new JsonFormatException("raw control character in a string", at);
            } else {
                at++;
            }
        }
    }

    /// Eight bytes at a time, up to the first word that holds a quote, a backslash, a control
    /// character or a byte beyond ASCII, and then to that byte. The test for a zero byte is exact
    /// up to the first hit (Hacker's Delight, 6-1), which is the lowest byte of a little-endian
    /// word.
    private int skipPlain(int from) {
        int at = from;
        while (at + Long.BYTES <= end) {
            long word = (long) WORD.get(bytes, at);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            long hits =
                    ((quote - ONES) & ~quote)
                            | ((backslash - ONES) & ~backslash)
                            | ((word - SPACES) & ~word)
                            | word;
            hits &= HIGHS;
            if (hits != 0) {
                return at + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            at += Long.BYTES;
        }
        return at;
    }

    private int skipEscape(int at) {
        return switch (byteAt(at + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> skipUnicodeEscape(at);
            default -> throw new JsonFormatException("unknown escape", at);
        };
    }

    private int skipUnicodeEscape(int at) {
        for (int i = 2; i < 6; i++) {
            if (Character.digit(byteAt(at + i), 16) < 0) {
                throw new JsonFormatException("\\u needs four hexadecimal digits", at);
            }
        }
        return at + 6;
    }

    /// Characters beyond ASCII up to the next byte of ASCII; they seldom come alone.
    private int skipMultibytes(int from) {
        int at = from;
        do {
            at = skipMultibyte(at);
        } while (at < end && bytes[at] < 0);
        return at;
    }

    /// One character beyond ASCII, by table 3-7 of the Unicode standard (well-formed UTF-8 byte
    /// sequences).
    private int skipMultibyte(int at) {
        int first = bytes[at] & 0xFF;
        if (first >= 0xC2 && first <= 0xDF) {
            return skipContinuation(at, 1, 0x80, 0xBF);
        } else if (first >= 0xE0 && first <= 0xEF) {
            return skipContinuation(
                    at, 2, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF);
        } else if (first >= 0xF0 && first <= 0xF4) {
            return skipContinuation(
                    at, 3, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF);
        }
        throw new JsonFormatException("invalid UTF-8", at);
    }

    private int skipContinuation(int at, int count, int low, int high) {
        int second = byteAt(at + 1) & 0xFF;
        boolean valid = second >= low && second <= high;
        for (int i = 2; i <= count; i++) {
            valid &= (byteAt(at + i) & 0xC0) == 0x80;
        }
        if (!valid) {
            throw new JsonFormatException("invalid UTF-8", at);
        }
        return at + count + 1;
    }

    private byte byteAt(int at) {
        if (at >= end) {
            throw new JsonFormatException("the text ends too early", end);
        }
        return bytes[at];
    }

    private static boolean isWhitespace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
