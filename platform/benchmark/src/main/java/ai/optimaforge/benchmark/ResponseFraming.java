// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// Reads the responses on one connection, one call at a time, as cheaply as may be.
final class ResponseFraming {
    /// Takes the body as it comes, without its transfer coding.
    interface Body {
        void take(byte[] bytes, int from, int to);
    }

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    private final Body body;
    private State state = State.HEAD;
    private byte[] head = new byte[512];
    private int headLength;
    private int status;
    private long left;
    private int lineLength;

    ResponseFraming(Body body) {
        this.body = body;
    }

    /// The status of the response that came last.
    int status() {
        return status;
    }

    /// Whether a response has begun and not ended.
    boolean inResponse() {
        return state != State.HEAD || headLength > 0;
    }

    /// Takes what came from the network; says whether it ends a response, after which the next
    /// may come.
    boolean take(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            switch (state) {
                case HEAD -> {
                    if (headEndsWith(bytes[at++])) {
                        readHead();
                        if (state == State.BODY && left == 0) {
                            return ended();
                        }
                    }
                }
                case BODY -> {
                    at = takeBody(bytes, at);
                    if (left == 0) {
                        return ended();
                    }
                }
                case CHUNK_SIZE -> readChunkSize(bytes[at++]);
                case CHUNK -> {
                    at = takeBody(bytes, at);
                    if (left == 0) {
                        state = State.CHUNK_END;
                    }
                }
                case CHUNK_END -> {
                    if (bytes[at++] == '\n') {
                        state = State.CHUNK_SIZE;
                    }
                }
                case TRAILER -> {
                    if (emptyLineEndsWith(bytes[at++])) {
                        return ended();
                    }
                }
            }
        }
        return false;
    }

    private boolean ended() {
        state = State.HEAD;
        return true;
    }

    private int takeBody(byte[] bytes, int at) {
        int count = (int) Math.min(left, bytes.length - at);
        body.take(bytes, at, at + count);
        left -= count;
        return at + count;
    }

    private boolean headEndsWith(byte next) {
        if (headLength == head.length) {
            head = Arrays.copyOf(head, 2 * head.length);
        }
        head[headLength++] = next;
        return next == '\n'
                && headLength >= 4
                && head[headLength - 2] == '\r'
                && head[headLength - 3] == '\n';
    }

    private void readHead() {
        String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1);
        headLength = 0;
        String lower = text.toLowerCase(Locale.ROOT);
        status = Integer.parseInt(text.substring(9, 12));
        int length = lower.indexOf("\r\ncontent-length:");
        if (length >= 0) {
            int start = length + "\r\ncontent-length:".length();
            left = Long.parseLong(text.substring(start, text.indexOf('\r', start)).strip());
            state = State.BODY;
        } else if (lower.contains("\r\ntransfer-encoding:")) {
            startChunkSize();
        } else {
            // Without either, closing the connection ends the body.
            left = Long.MAX_VALUE;
            state = State.BODY;
        }
    }

    private void startChunkSize() {
        left = 0;
        state = State.CHUNK_SIZE;
    }

    private void readChunkSize(byte next) {
        int digit = Character.digit(next, 16);
        if (digit >= 0) {
            left = left * 16 + digit;
        } else if (next == '\n') {
            lineLength = 0;
            state = left == 0 ? State.TRAILER : State.CHUNK;
        }
    }

    private boolean emptyLineEndsWith(byte next) {
        if (next == '\n') {
            boolean empty = lineLength == 0;
            lineLength = 0;
            return empty;
        }
        if (next != '\r') {
            lineLength++;
        }
        return false;
    }
}
