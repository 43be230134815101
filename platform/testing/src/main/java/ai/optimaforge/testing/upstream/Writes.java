// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/// How bytes are cut into network writes.
final class Writes {
    /// All in one.
    static final Writes WHOLE = new Writes(Duration.ZERO, Integer.MAX_VALUE);

    private final Duration gap;
    private final int[] sizes;

    Writes(Duration gap, int... sizes) {
        if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "a write has at least one byte: " + Arrays.toString(sizes));
        }
        this.gap = gap;
        this.sizes = sizes.clone();
    }

    void write(Wire wire, byte[] bytes) throws IOException {
        writeUpTo(wire, bytes, bytes.length);
    }

    /// Writes all, the last write as the end of the answer.
    void finish(Wire wire, byte[] bytes) throws IOException {
        int last = startOfLastWrite(bytes.length);
        writeUpTo(wire, bytes, last);
        wire.finish(Arrays.copyOfRange(bytes, last, bytes.length));
    }

    private void writeUpTo(Wire wire, byte[] bytes, int end) throws IOException {
        int at = 0;
        for (int i = 0; at < end; i++) {
            int next = next(at, i, end);
            wire.write(Arrays.copyOfRange(bytes, at, next));
            wire.pause(gap);
            at = next;
        }
    }

    private int startOfLastWrite(int end) {
        int at = 0;
        for (int i = 0; ; i++) {
            int next = next(at, i, end);
            if (next >= end) {
                return at;
            }
            at = next;
        }
    }

    private int next(int at, int write, int end) {
        return at + Math.min(sizes[Math.min(write, sizes.length - 1)], end - at);
    }
}
