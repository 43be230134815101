// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.nio.charset.StandardCharsets;

/// Counts the frames of a stream and the deltas in them, byte by byte, wherever the network cuts
/// them.
final class FrameCounter implements ResponseFraming.Body {
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private final byte[] delta;
    private int frames;
    private int deltas;
    private boolean done;
    private int matchedDelta;
    private int matchedDone;
    private boolean lineEnded;

    /// @param delta what stands once in each frame that holds a delta
    FrameCounter(byte[] delta) {
        this.delta = delta.clone();
    }

    int frames() {
        return frames;
    }

    int deltas() {
        return deltas;
    }

    boolean done() {
        return done;
    }

    @Override
    public void take(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte next = bytes[at];
            if (next == '\n') {
                if (lineEnded) {
                    frames++;
                }
                lineEnded = true;
            } else if (next != '\r') {
                lineEnded = false;
            }
            matchedDelta = match(delta, matchedDelta, next);
            if (matchedDelta == delta.length) {
                deltas++;
                matchedDelta = 0;
            }
            matchedDone = match(DONE, matchedDone, next);
            if (matchedDone == DONE.length) {
                done = true;
                matchedDone = 0;
            }
        }
    }

    private static int match(byte[] wanted, int matched, byte next) {
        if (next == wanted[matched]) {
            return matched + 1;
        }
        return next == wanted[0] ? 1 : 0;
    }
}
