// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.spi.model.TokenUsage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Writes records as the journal keeps them: numbers of fixed width, then texts with their
/// length. Used by one thread, again and again, so that a record costs no garbage.
final class RecordEncoder {
    private static final int LONGEST_TEXT = 256;

    // fixed: 76 bytes; a text takes at most 3 bytes a character and 2 for the length
    static final int LARGEST = 8 * 1024;

    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    private final CRC32C checksum = new CRC32C();

    /// What was written stays until the next call.
    ByteBuffer encode(UsageRecord record) {
        buffer.clear();
        buffer.putLong(record.epochMillis());
        buffer.putInt(record.status());
        buffer.put((byte) (record.cacheHit() ? 1 : 0));
        TokenUsage tokens = record.tokens();
        buffer.putLong(tokens.input()).putLong(tokens.output());
        buffer.putLong(tokens.cached()).putLong(tokens.reasoning());
        buffer.putDouble(record.costUsd());
        buffer.putLong(record.latencyNanos()).putLong(record.firstTokenNanos());
        put(record.keyId());
        put(record.userId());
        put(record.accountId());
        put(record.model());
        put(record.provider());
        put(record.requestId());
        put(record.operation());
        put(record.route());
        return buffer.flip();
    }

    int checksum() {
        checksum.reset();
        checksum.update(buffer.array(), 0, buffer.limit());
        return (int) checksum.getValue();
    }

    private void put(String text) {
        byte[] bytes = buffer.array();
        int length = Math.min(text.length(), LONGEST_TEXT);
        int start = buffer.position() + Short.BYTES;
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            if (character >= 0x80) {
                byte[] encoded = text.substring(0, length).getBytes(UTF_8);
                buffer.putShort((short) encoded.length).put(encoded);
                return;
            }
            bytes[start + i] = (byte) character;
        }
        buffer.putShort((short) length).position(start + length);
    }

    static UsageRecord decode(ByteBuffer bytes) {
        long epochMillis = bytes.getLong();
        int status = bytes.getInt();
        boolean cacheHit = bytes.get() != 0;
        // tokens written into a cache are not kept: they are in the input, and in the cost
        TokenUsage tokens =
                new TokenUsage(
                        bytes.getLong(), bytes.getLong(), bytes.getLong(), 0, bytes.getLong());
        double costUsd = bytes.getDouble();
        long latencyNanos = bytes.getLong();
        long firstTokenNanos = bytes.getLong();
        String keyId = text(bytes);
        String userId = text(bytes);
        String accountId = text(bytes);
        String model = text(bytes);
        String provider = text(bytes);
        return new UsageRecord(
                epochMillis,
                text(bytes),
                text(bytes),
                keyId,
                userId,
                accountId,
                model,
                provider,
                text(bytes),
                status,
                tokens,
                costUsd,
                latencyNanos,
                firstTokenNanos,
                cacheHit);
    }

    private static String text(ByteBuffer bytes) {
        byte[] encoded = new byte[bytes.getShort()];
        bytes.get(encoded);
        return new String(encoded, UTF_8);
    }
}
