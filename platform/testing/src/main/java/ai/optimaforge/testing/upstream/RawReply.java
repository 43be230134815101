// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import java.io.IOException;
import java.time.Duration;

/// Bytes that go to the network as they are, head and framing included, after which the
/// connection is closed: for answers that no HTTP library would write.
public final class RawReply implements Reply {
    private final byte[] bytes;
    private Writes writes = Writes.WHOLE;

    private RawReply(byte[] bytes) {
        this.bytes = bytes;
    }

    /// These bytes.
    public static RawReply of(byte[] bytes) {
        return new RawReply(bytes.clone());
    }

    /// This text as UTF-8; lines end as the text says, so with `\r\n` for a right head.
    public static RawReply of(String text) {
        return new RawReply(Bytes.utf8(text));
    }

    /// Cuts the bytes into network writes of these sizes, the last of them repeated, with `gap`
    /// between them.
    public RawReply inWritesOf(Duration gap, int... sizes) {
        writes = new Writes(gap, sizes);
        return this;
    }

    @Override
    public void play(RecordedRequest request, Wire wire) throws IOException {
        writes.write(wire, bytes);
        wire.finishAndClose(new byte[0]);
    }
}
