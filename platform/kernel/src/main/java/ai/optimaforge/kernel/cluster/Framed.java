// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import java.nio.ByteBuffer;
import java.util.Optional;

/// An entry as Hazelcast keeps it: a version, when its time is over, and its bytes. Hazelcast's
/// own times are whole seconds, cut off; they only clear away what is over by this one, which
/// counts in milliseconds of the cluster's common clock.
final class Framed {
    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Long.BYTES;
    private static final long CLEARING_DELAY_MILLIS = 2_000;

    private Framed() {}

    static byte[] close(byte[] bytes, long end) {
        return ByteBuffer.allocate(HEAD + bytes.length)
                .put(VERSION)
                .putLong(end)
                .put(bytes)
                .array();
    }

    static Optional<byte[]> open(byte[] framed, long now) {
        ByteBuffer buffer = ByteBuffer.wrap(framed);
        byte version = buffer.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "a newer version of the platform wrote this: version " + version);
        }
        if (buffer.getLong() <= now) {
            return Optional.empty();
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return Optional.of(bytes);
    }

    /// When Hazelcast is to clear away what lives so long.
    static long clearedAfter(long ttlMillis) {
        return ttlMillis + CLEARING_DELAY_MILLIS;
    }
}
