// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What the maps of the embedded store hold, in the file and in the journal: documents as BSON,
/// keys of indexes by their parts, all else as MVStore has it by itself, which would take both
/// for objects of Java and serialize two keys to compare them.
final class DocumentType extends BasicDataType<@Nullable Object> {
    // MVStore's own tags end at 119
    private static final byte DOCUMENT = 120;
    private static final byte KEY = 121;
    private static final byte MISSING = 122;

    private final ObjectDataType others = new ObjectDataType();

    /// As MVStore does for objects whose size it does not know; a document is changed in place,
    /// so that its own size now is not what the page was told it takes.
    private int averageSize = 2_000;

    private static byte tag(@Nullable Object value) {
        return switch (value) {
            case Document _ -> DOCUMENT;
            case KeyValue _ -> KEY;
            case Missing _ -> MISSING;
            case null, default -> 0;
        };
    }

    @Override
    public int compare(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String one && b instanceof String other) {
            return one.compareTo(other);
        }
        if (a instanceof KeyValue one && b instanceof KeyValue other) {
            return compare(one, other);
        }
        byte tag = tag(a);
        int order = Byte.compare(tag, tag(b));
        if (order != 0) {
            return order;
        }
        return switch (tag) {
            case DOCUMENT -> Arrays.compareUnsigned(bytes(a), bytes(b));
            case MISSING -> 0;
            default -> others.compare(a, b);
        };
    }

    private int compare(KeyValue a, KeyValue b) {
        int order = Integer.compare(a.size(), b.size());
        for (int i = 0; i < a.size() && order == 0; i++) {
            order = compare(a.get(i), b.get(i));
        }
        return order;
    }

    private byte[] bytes(@Nullable Object value) {
        WriteBuffer buffer = new WriteBuffer();
        write(buffer, value);
        return Arrays.copyOf(buffer.getBuffer().array(), buffer.position());
    }

    @Override
    public int getMemory(@Nullable Object value) {
        return switch (value) {
            case Document _ -> averageSize;
            case KeyValue key -> {
                int memory = 48;
                for (Object part : key) {
                    memory += getMemory(part);
                }
                yield memory;
            }
            case Missing _ -> 0;
            case null, default -> others.getMemory(value);
        };
    }

    @Override
    public void write(WriteBuffer buffer, @Nullable Object value) {
        switch (value) {
            case Document document -> write(buffer, document);
            case KeyValue key -> {
                buffer.put(KEY).putVarInt(key.size());
                key.forEach(part -> write(buffer, part));
            }
            case Missing _ -> buffer.put(MISSING);
            case null, default -> others.write(buffer, value);
        }
    }

    private void write(WriteBuffer buffer, Document document) {
        ByteBuf bson = PooledByteBufAllocator.DEFAULT.heapBuffer(averageSize);
        try {
            if (encode(document, bson)) {
                int length = bson.readableBytes();
                averageSize += (2 * length - averageSize) / 16;
                buffer.put(DOCUMENT).put(bson.array(), bson.arrayOffset(), length);
            } else {
                others.write(buffer, document);
            }
        } finally {
            bson.release();
        }
    }

    /// @return whether it can be read again
    private static boolean encode(Document document, ByteBuf bson) {
        try {
            DocumentEncoder.encode(document, bson);
            return bson.readableBytes() <= BsonConstants.MAX_BSON_OBJECT_SIZE;
        } catch (IllegalArgumentException _) {
            // a type that no client could send, but an operator makes
            return false;
        }
    }

    @Override
    public @Nullable Object read(ByteBuffer buffer) {
        byte tag = buffer.get(buffer.position());
        if (tag < DOCUMENT) {
            return others.read(buffer);
        }
        buffer.get();
        return switch (tag) {
            case DOCUMENT -> readDocument(buffer);
            case KEY -> readKey(buffer);
            case MISSING -> Missing.getInstance();
            default ->
                    throw DataUtils.newMVStoreException(
                            DataUtils.ERROR_FILE_CORRUPT, "Unknown tag {0}", tag);
        };
    }

    private Document readDocument(ByteBuffer buffer) {
        ByteBuf bson = Unpooled.wrappedBuffer(buffer);
        Document document = BsonDecoder.decodeBson(bson);
        int length = bson.readerIndex();
        averageSize += (2 * length - averageSize) / 16;
        buffer.position(buffer.position() + length);
        return document;
    }

    private KeyValue readKey(ByteBuffer buffer) {
        int size = DataUtils.readVarInt(buffer);
        List<@Nullable Object> parts = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            parts.add(read(buffer));
        }
        return new KeyValue(parts);
    }

    @Override
    public @Nullable Object[] createStorage(int size) {
        return new Object[size];
    }
}
