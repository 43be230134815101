// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// A stream of server-sent events, each its own HTTP chunk and network write; and what goes wrong
/// on its way.
///
/// ```java
/// upstream.next(
///         SseReply.ofData("{\"choices\":[]}", "[DONE]")
///                 .every(Duration.ofMillis(20))
///                 .resetAfter(1));
/// ```
public final class SseReply implements Reply {
    private static final String DONE = "data: [DONE]\n\n";
    private static final byte[] LAST_CHUNK = Bytes.utf8("0\r\n\r\n");

    /// Small, so that an endless stream halts soon after its client has stopped reading.
    private static final int ENDLESS_SEND_BUFFER = 64 * 1024;

    private final Head head =
            new Head(200)
                    .set("Content-Type", "text/event-stream; charset=utf-8")
                    .set("Cache-Control", "no-cache");
    private final List<String> frames;
    private final boolean endless;
    private Duration beforeHead = Duration.ZERO;
    private Duration beforeFirst = Duration.ZERO;
    private Duration delay = Duration.ZERO;
    private Writes writes = Writes.WHOLE;
    private Ending ending = Ending.NORMAL;
    private int cutAfter = Integer.MAX_VALUE;
    private boolean halfAFrame;
    private boolean chunked = true;

    private SseReply(List<String> frames, boolean endless) {
        this.frames = new ArrayList<>(frames);
        this.endless = endless;
    }

    /// A stream of these frames, byte for byte; a right one ends with an empty line.
    public static SseReply ofFrames(List<String> frames) {
        return new SseReply(frames, false);
    }

    /// A stream of one frame `data: …` for each of these.
    public static SseReply ofData(String... data) {
        return ofFrames(Arrays.stream(data).map(SseReply::frame).toList());
    }

    /// A stream that repeats one frame `data: …` until the client leaves. While the client does
    /// not read, it halts; [RecordedRequest#framesWritten] tells how far it came.
    public static SseReply endless(String data) {
        return new SseReply(List.of(frame(data)), true);
    }

    static String frame(String data) {
        return "data: " + data + "\n\n";
    }

    static String done() {
        return DONE;
    }

    /// Sets a header; replaces one of that name.
    public SseReply header(String name, String value) {
        head.set(name, value);
        return this;
    }

    /// Waits so long between two frames.
    public SseReply every(Duration duration) {
        delay = duration;
        return this;
    }

    /// Holds the whole answer back for so long.
    public SseReply stallBeforeHead(Duration duration) {
        beforeHead = duration;
        return this;
    }

    /// Sends the head, then holds the first frame back for so long.
    public SseReply stallBeforeFirstFrame(Duration duration) {
        beforeFirst = duration;
        return this;
    }

    /// Sends nothing more after so many frames, until the client leaves.
    public SseReply stallAfter(int frames) {
        return endAfter(frames, Ending.STALL);
    }

    /// Closes the connection after so many frames, without the last chunk of the transfer coding.
    public SseReply closeAfter(int frames) {
        return endAfter(frames, Ending.CLOSE);
    }

    /// Resets the connection after so many frames.
    public SseReply resetAfter(int frames) {
        return endAfter(frames, Ending.RESET);
    }

    /// Puts the stall, close or reset in the middle of the next frame rather than before it.
    public SseReply andHalfAFrame() {
        halfAFrame = true;
        return this;
    }

    /// Ends the stream rightly as far as HTTP goes, but without `[DONE]`.
    public SseReply withoutDone() {
        frames.removeIf(DONE::equals);
        return this;
    }

    /// Writes the body, its chunk headers too, in network writes of these sizes, the last of them
    /// repeated, with `gap` between them. The delay between frames does not count then.
    public SseReply inWritesOf(Duration gap, int... sizes) {
        writes = new Writes(gap, sizes);
        return this;
    }

    /// Sends the body without a transfer coding; the closing of the connection ends it.
    public SseReply untilClose() {
        chunked = false;
        return this;
    }

    private SseReply endAfter(int frames, Ending how) {
        cutAfter = frames;
        ending = how;
        return this;
    }

    @Override
    public void play(RecordedRequest request, Wire wire) throws IOException {
        wire.pause(beforeHead);
        Head start = head.copy();
        wire.write(
                chunked
                        ? start.set("Transfer-Encoding", "chunked").bytes()
                        : start.set("Connection", "close").bytes());
        wire.pause(beforeFirst);
        if (endless) {
            repeat(request, wire);
        } else if (writes == Writes.WHOLE) {
            writeFrames(request, wire);
        } else {
            writeInPieces(request, wire);
        }
    }

    private void repeat(RecordedRequest request, Wire wire) throws IOException {
        wire.sendBuffer(ENDLESS_SEND_BUFFER);
        byte[] frame = encoded(frames.getFirst());
        for (int i = 0; i < cutAfter; i++) {
            wire.write(frame);
            request.frameWritten();
            wire.pause(delay);
        }
        ending.end(wire);
    }

    private void writeFrames(RecordedRequest request, Wire wire) throws IOException {
        int count = Math.min(cutAfter, frames.size());
        // The last frame goes out with the end of the body: many clients leave once they have seen
        // [DONE].
        int early = ending == Ending.NORMAL ? count - 1 : count;
        for (int i = 0; i < early; i++) {
            wire.write(encoded(frames.get(i)));
            request.frameWritten();
            wire.pause(delay);
        }
        if (ending == Ending.NORMAL) {
            if (count > 0) {
                request.frameWritten();
            }
            finish(wire, count > 0 ? encoded(frames.getLast()) : new byte[0]);
        } else {
            wire.write(halfOfFrame(count));
            ending.end(wire);
        }
    }

    private void writeInPieces(RecordedRequest request, Wire wire) throws IOException {
        int count = Math.min(cutAfter, frames.size());
        byte[] body = Bytes.concat(frames.stream().limit(count).map(this::encoded).toList());
        if (ending != Ending.NORMAL) {
            writes.write(wire, Bytes.concat(body, halfOfFrame(count)));
            ending.end(wire);
        } else if (chunked) {
            writes.finish(wire, Bytes.concat(body, LAST_CHUNK));
        } else {
            writes.write(wire, body);
            wire.finishAndClose(new byte[0]);
        }
        for (int i = 0; i < count; i++) {
            request.frameWritten();
        }
    }

    private void finish(Wire wire, byte[] last) throws IOException {
        if (chunked) {
            wire.finish(Bytes.concat(last, LAST_CHUNK));
        } else {
            wire.finishAndClose(last);
        }
    }

    private byte[] halfOfFrame(int index) {
        if (!halfAFrame || index >= frames.size()) {
            return new byte[0];
        }
        byte[] frame = encoded(frames.get(index));
        return Arrays.copyOf(frame, frame.length / 2);
    }

    private byte[] encoded(String frame) {
        byte[] text = Bytes.utf8(frame);
        if (!chunked || text.length == 0) {
            return text;
        }
        byte[] size = Bytes.utf8(HexFormat.of().toHexDigits(text.length) + "\r\n");
        return Bytes.concat(List.of(size, text, Bytes.utf8("\r\n")));
    }
}
