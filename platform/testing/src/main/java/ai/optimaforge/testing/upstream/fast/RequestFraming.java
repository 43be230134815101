// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import io.vertx.core.buffer.Buffer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Finds where one request ends and what it asks for, looking at no more of it than that needs:
/// the head, and the first and the last bytes of the body.
final class RequestFraming {
    /// What a request asks for.
    enum Kind {
        WHOLE,
        STREAM,
        STREAM_WITH_USAGE,
        MODELS,
        /// No answer at all: see [FastUpstream#STALL].
        STALL
    }

    /// The wire in which it asks.
    enum Wire {
        OPENAI,
        ANTHROPIC,
        GEMINI
    }

    private static final int LOOKED_AT = 4 * 1024;

    private static final byte[] END_OF_LINE = ascii("\r\n");
    private static final byte[] END_OF_HEAD = ascii("\r\n\r\n");
    private static final byte[] END_OF_CHUNKS = ascii("\r\n0\r\n\r\n");
    private static final byte[] CONTENT_LENGTH = ascii("\r\ncontent-length:");
    private static final byte[] TRANSFER_ENCODING = ascii("\r\ntransfer-encoding:");
    private static final byte[] MESSAGES = ascii(" /v1/messages");
    private static final byte[] VERSION = ascii("\r\nanthropic-version:");
    private static final byte[] GEMINI = ascii(" /v1beta/");
    private static final byte[] STREAM_METHOD = ascii(":streamGenerateContent");
    private static final byte[] STREAM = ascii("\"stream\"");
    private static final byte[] INCLUDE_USAGE = ascii("\"include_usage\"");
    private static final byte[] STALL = ascii(FastUpstream.STALL);

    private byte[] pending = new byte[0];
    private Wire wire = Wire.OPENAI;
    private boolean inBody;
    private boolean chunked;
    private long bodyLeft;
    private boolean get;
    private boolean stream;
    private boolean usage;
    private boolean stall;

    /// Takes what came from the network; says whether it ends a request. What follows it is
    /// dropped: clients that measure wait for an answer before they ask again.
    boolean endsRequest(Buffer data) {
        if (!inBody) {
            return readHead(data);
        }
        if (chunked) {
            pending = joined(pending, data.getBytes());
            return chunksEnd();
        }
        bodyLeft -= data.length();
        lookAt(data.getBytes(Math.max(0, data.length() - LOOKED_AT), data.length()));
        return bodyLeft <= 0;
    }

    /// The wire of the request that came last.
    Wire wire() {
        return wire;
    }

    /// What the request that has just ended asks for; makes ready for the next.
    Kind take() {
        Kind kind = kind();
        pending = new byte[0];
        inBody = false;
        stream = false;
        usage = false;
        stall = false;
        return kind;
    }

    private Kind kind() {
        if (get) {
            return Kind.MODELS;
        }
        if (stall) {
            return Kind.STALL;
        }
        if (stream) {
            return usage ? Kind.STREAM_WITH_USAGE : Kind.STREAM;
        }
        return Kind.WHOLE;
    }

    private boolean readHead(Buffer data) {
        pending = pending.length == 0 ? data.getBytes() : joined(pending, data.getBytes());
        int end = indexOf(pending, END_OF_HEAD);
        if (end < 0) {
            return false;
        }
        inBody = true;
        readFields(pending, end + 2);
        if (chunked) {
            return chunksEnd();
        }
        int body = end + END_OF_HEAD.length;
        bodyLeft -= pending.length - body;
        lookAt(Arrays.copyOfRange(pending, body, Math.min(pending.length, body + LOOKED_AT)));
        if (pending.length > body + LOOKED_AT) {
            lookAt(Arrays.copyOfRange(pending, pending.length - LOOKED_AT, pending.length));
        }
        return bodyLeft <= 0;
    }

    /// JSON has no bare line ends inside its strings, so these bytes end the body.
    private boolean chunksEnd() {
        boolean end = endsWith(pending, END_OF_CHUNKS);
        if (end) {
            lookAt(pending);
        }
        return end;
    }

    private void readFields(byte[] bytes, int end) {
        get = bytes[0] == 'G';
        readPath(bytes);
        wire = indexOfIgnoringCase(bytes, VERSION, end) >= 0 ? Wire.ANTHROPIC : wire;
        chunked = indexOfIgnoringCase(bytes, TRANSFER_ENCODING, end) >= 0;
        int length = indexOfIgnoringCase(bytes, CONTENT_LENGTH, end);
        bodyLeft = length < 0 ? 0 : number(bytes, length + CONTENT_LENGTH.length);
    }

    /// Gemini has in the path what others have in the body.
    private void readPath(byte[] bytes) {
        byte[] line = Arrays.copyOf(bytes, indexOf(bytes, END_OF_LINE));
        if (indexOf(line, GEMINI) >= 0) {
            wire = Wire.GEMINI;
            stream = indexOf(line, STREAM_METHOD) >= 0;
        } else {
            wire = indexOf(line, MESSAGES) >= 0 ? Wire.ANTHROPIC : Wire.OPENAI;
        }
    }

    private void lookAt(byte[] part) {
        stream |= isTrue(part, STREAM);
        usage |= isTrue(part, INCLUDE_USAGE);
        stall |= indexOf(part, STALL) >= 0;
    }

    private static boolean isTrue(byte[] json, byte[] key) {
        int at = indexOf(json, key);
        if (at < 0) {
            return false;
        }
        at += key.length;
        while (at < json.length && (json[at] == ':' || json[at] == ' ')) {
            at++;
        }
        return at < json.length && json[at] == 't';
    }

    private static long number(byte[] bytes, int start) {
        long number = 0;
        for (int at = start; bytes[at] != '\r'; at++) {
            if (bytes[at] != ' ') {
                number = number * 10 + (bytes[at] - '0');
            }
        }
        return number;
    }

    private static boolean endsWith(byte[] bytes, byte[] end) {
        int from = bytes.length - end.length;
        return from >= 0 && Arrays.equals(bytes, from, bytes.length, end, 0, end.length);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        int last = bytes.length - wanted.length;
        for (int at = 0; at <= last; at++) {
            if (bytes[at] == wanted[0]
                    && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private static int indexOfIgnoringCase(byte[] bytes, byte[] wanted, int to) {
        int last = to - wanted.length;
        for (int at = 0; at <= last; at++) {
            if (bytes[at] == '\r' && matchesIgnoringCase(bytes, at, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matchesIgnoringCase(byte[] bytes, int at, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            int b = bytes[at + i];
            int folded = b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
            if (folded != lower[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
