// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Map;

/// Documents as BSON. What is of JSON is written to where it belongs at once; the embedded
/// server's own encoder, which copies each text twice, writes all else.
final class DocumentEncoder {
    private DocumentEncoder() {}

    /// @throws IllegalArgumentException if something in it is of a type that BSON lacks
    static void encode(Document document, ByteBuf out) {
        int begin = out.writerIndex();
        if (!write(document, out)) {
            out.writerIndex(begin);
            BsonEncoder.encodeDocument(document, out);
        }
    }

    private static boolean write(Map<?, ?> document, ByteBuf out) {
        int begin = out.writerIndex();
        out.writeZero(Integer.BYTES);
        for (Map.Entry<?, ?> entry : document.entrySet()) {
            if (!write(String.valueOf(entry.getKey()), entry.getValue(), out)) {
                return false;
            }
        }
        end(begin, out);
        return true;
    }

    private static boolean write(Collection<?> list, ByteBuf out) {
        int begin = out.writerIndex();
        out.writeZero(Integer.BYTES);
        int index = 0;
        for (Object value : list) {
            if (!write(String.valueOf(index++), value, out)) {
                return false;
            }
        }
        end(begin, out);
        return true;
    }

    private static void end(int begin, ByteBuf out) {
        out.writeByte(BsonConstants.TERMINATING_BYTE);
        out.setIntLE(begin, out.writerIndex() - begin);
    }

    /// @return whether it is of JSON
    private static boolean write(String key, @Nullable Object value, ByteBuf out) {
        int type = out.writerIndex();
        out.writeByte(BsonConstants.TYPE_NULL);
        ByteBufUtil.writeUtf8(out, key);
        out.writeByte(BsonConstants.STRING_TERMINATION);
        return switch (value) {
            case null -> true;
            case String text -> {
                out.setByte(type, BsonConstants.TYPE_UTF8_STRING);
                // for the VM a copy of it all is less than a look at each character
                byte[] bytes = text.getBytes(UTF_8);
                out.writeIntLE(bytes.length + 1);
                out.writeBytes(bytes);
                out.writeByte(BsonConstants.STRING_TERMINATION);
                yield true;
            }
            case Integer number -> {
                out.setByte(type, BsonConstants.TYPE_INT32);
                out.writeIntLE(number);
                yield true;
            }
            case Long number -> {
                out.setByte(type, BsonConstants.TYPE_INT64);
                out.writeLongLE(number);
                yield true;
            }
            case Double number -> {
                out.setByte(type, BsonConstants.TYPE_DOUBLE);
                out.writeLongLE(Double.doubleToRawLongBits(number));
                yield true;
            }
            case Boolean truth -> {
                out.setByte(type, BsonConstants.TYPE_BOOLEAN);
                out.writeByte(truth ? 1 : 0);
                yield true;
            }
            case Document document -> {
                out.setByte(type, BsonConstants.TYPE_EMBEDDED_DOCUMENT);
                yield write(document, out);
            }
            case Collection<?> list -> {
                out.setByte(type, BsonConstants.TYPE_ARRAY);
                yield write(list, out);
            }
            default -> false;
        };
    }
}
