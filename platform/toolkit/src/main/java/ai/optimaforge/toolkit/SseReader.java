// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;

import java.util.Arrays;

/// Reads server-sent events from network reads that split them anywhere, by the WHATWG HTML
/// standard, section 9.2.6: lines end with LF, CR or CRLF; comments and unknown fields are
/// skipped; several `data` lines are joined by LF; an event without data is none.
///
/// Holds one event at most, within the given limit. Not thread-safe.
public final class SseReader {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int maxEventSize;
    private final Listener listener;
    private byte[] line = new byte[512];
    private int lineLength;
    private byte[] data = new byte[512];
    private int dataLength;
    private boolean hasData;
    private String event = "";
    private boolean skipLineFeed;
    private boolean started;

    /// Takes whole events.
    @FunctionalInterface
    public interface Listener {
        /// An event with data.
        ///
        /// @param event its type; empty if it names none
        /// @param data its data, an array of its own
        void event(String event, byte[] data);
    }

    /// A reader that hands on events.
    ///
    /// @param maxEventSize how many bytes a line, and the data of one event, may have
    public SseReader(int maxEventSize, Listener listener) {
        this.maxEventSize = maxEventSize;
        this.listener = requireNonNull(listener, "listener is null");
    }

    /// Reads on. Events are handed to the listener before this returns.
    ///
    /// @throws IllegalStateException if an event is larger than the limit
    public void feed(Buffer read) {
        byte[] bytes = read.getBytes();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            byte b = bytes[at];
            if (b != '\n' && b != '\r') {
                skipLineFeed = false;
            } else if (b == '\n' && skipLineFeed) {
                skipLineFeed = false;
                from = at + 1;
            } else {
                skipLineFeed = b == '\r';
                endLine(bytes, from, at);
                from = at + 1;
            }
        }
        keep(bytes, from, bytes.length);
    }

    private void endLine(byte[] bytes, int from, int to) {
        if (lineLength == 0) {
            checkSize(to - from);
            line(bytes, from, to);
        } else {
            keep(bytes, from, to);
            int length = lineLength;
            lineLength = 0;
            line(line, 0, length);
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        line = append(line, lineLength, bytes, from, to);
        lineLength += to - from;
    }

    private void line(byte[] bytes, int from, int to) {
        int start = from;
        if (!started) {
            started = true;
            start += startsWith(bytes, from, to, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        }
        if (start == to) {
            dispatch();
            return;
        }
        int colon = start;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        int value = Math.min(colon + 1, to);
        if (value < to && bytes[value] == ' ') {
            value++;
        }
        field(bytes, start, colon, value, to);
    }

    private void field(byte[] bytes, int name, int nameEnd, int value, int end) {
        if (is(bytes, name, nameEnd, "data")) {
            if (hasData) {
                data = append(data, dataLength, new byte[] {'\n'}, 0, 1);
                dataLength++;
            }
            hasData = true;
            data = append(data, dataLength, bytes, value, end);
            dataLength += end - value;
        } else if (is(bytes, name, nameEnd, "event")) {
            event = new String(bytes, value, end - value, UTF_8);
        }
    }

    private void dispatch() {
        if (hasData) {
            byte[] whole = Arrays.copyOf(data, dataLength);
            String type = event;
            reset();
            listener.event(type, whole);
        } else {
            reset();
        }
    }

    private void reset() {
        hasData = false;
        dataLength = 0;
        event = "";
    }

    private byte[] append(byte[] target, int length, byte[] bytes, int from, int to) {
        int needed = length + to - from;
        checkSize(needed);
        byte[] roomy =
                needed <= target.length
                        ? target
                        : Arrays.copyOf(target, Math.max(needed, target.length * 2));
        System.arraycopy(bytes, from, roomy, length, to - from);
        return roomy;
    }

    private void checkSize(int size) {
        if (size > maxEventSize) {
            throw new IllegalStateException(
                    "an event of the stream is larger than " + maxEventSize + " bytes");
        }
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        return to - from >= prefix.length
                && Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
    }

    private static boolean is(byte[] bytes, int from, int to, String name) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
