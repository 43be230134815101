// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonDocumentWriter;
import org.bson.BsonNull;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.BsonWriter;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// JSON as BSON, and back. What can't be kept as it is, is refused: a stored number is the number
/// that was given.
final class Bodies {
    static final int MAX_BYTES = 8 * 1024 * 1024;

    /// A server stops at a hundred, ours included.
    private static final int MAX_DEPTH = 90;

    private static final Set<String> RESERVED = Set.of("id", Keys.ID, Keys.VERSION);
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private Bodies() {}

    /// @throws ForgeException if it is not a body that can be kept
    static RawBsonDocument encode(JsonObject body) {
        checkKeys(body);
        try (BasicOutputBuffer bytes = new BasicOutputBuffer();
                BsonBinaryWriter writer = new BsonBinaryWriter(bytes)) {
            writeMap(writer, body.getMap(), 1);
            checkSize(bytes.getPosition());
            return new RawBsonDocument(bytes.toByteArray());
        }
    }

    static void checkKeys(JsonObject body) {
        for (String key : RESERVED) {
            if (body.containsKey(key)) {
                throw refusal("a document must not have the key " + key);
            }
        }
    }

    static void checkSize(long bytes) {
        if (bytes > MAX_BYTES) {
            throw refusal("a document of %d bytes is larger than 8 MiB".formatted(bytes));
        }
    }

    static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw refusal("a document must not be nested more than " + MAX_DEPTH + " deep");
        }
    }

    /// A number as a server has it: an `Integer`, a `Long` or a `Double`.
    ///
    /// @throws ForgeException if it would be another one
    static Number number(Number number) {
        return switch (number) {
            case Integer n -> n;
            case Short n -> n.intValue();
            case Byte n -> n.intValue();
            case Long n -> n;
            case BigInteger n -> exact(n);
            case BigDecimal n -> exact(n);
            default -> finite(number.doubleValue());
        };
    }

    /// Whether a field, or the one at its top, can't be part of a body.
    static boolean isReserved(String field) {
        int dot = field.indexOf('.');
        return RESERVED.contains(dot < 0 ? field : field.substring(0, dot));
    }

    /// One value, as a filter or an update has it.
    ///
    /// @throws ForgeException if it is none of JSON
    static BsonValue value(@Nullable Object value) {
        BsonDocument holder = new BsonDocument();
        BsonDocumentWriter writer = new BsonDocumentWriter(holder);
        writer.writeStartDocument();
        writer.writeName("v");
        write(writer, value, 1);
        writer.writeEndDocument();
        BsonValue written = holder.get("v");
        return written == null ? BsonNull.VALUE : written;
    }

    private static void write(BsonWriter writer, @Nullable Object value, int depth) {
        checkDepth(depth);
        switch (value) {
            case null -> writer.writeNull();
            case CharSequence text -> writer.writeString(text.toString());
            case Boolean truth -> writer.writeBoolean(truth);
            case Number number -> writeNumber(writer, number);
            case JsonObject object -> writeMap(writer, object.getMap(), depth + 1);
            case JsonArray array -> writeList(writer, array.getList(), depth + 1);
            case Map<?, ?> map -> writeMap(writer, map, depth + 1);
            case List<?> list -> writeList(writer, list, depth + 1);
            default -> throw notJson(value);
        }
    }

    static ForgeException notJson(Object value) {
        return refusal("a document can't hold a " + value.getClass().getName());
    }

    private static void writeMap(BsonWriter writer, Map<?, ?> map, int depth) {
        writer.writeStartDocument();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            writer.writeName(Keys.escaped(String.valueOf(entry.getKey())));
            write(writer, entry.getValue(), depth);
        }
        writer.writeEndDocument();
    }

    private static void writeList(BsonWriter writer, List<?> list, int depth) {
        writer.writeStartArray();
        for (Object item : list) {
            write(writer, item, depth);
        }
        writer.writeEndArray();
    }

    private static void writeNumber(BsonWriter writer, Number number) {
        switch (number(number)) {
            case Integer n -> writer.writeInt32(n);
            case Long n -> writer.writeInt64(n);
            case Number n -> writer.writeDouble(n.doubleValue());
        }
    }

    private static long exact(BigInteger number) {
        if (number.compareTo(LEAST) < 0 || number.compareTo(MOST) > 0) {
            throw refusal("a whole number must fit 64 bits, not be " + shown(number));
        }
        return number.longValue();
    }

    private static double exact(BigDecimal number) {
        double nearest = finite(number.doubleValue());
        if (BigDecimal.valueOf(nearest).compareTo(number) != 0) {
            throw refusal("a number must fit a double, not be " + shown(number));
        }
        return nearest;
    }

    private static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw refusal("a number must be finite, not " + number);
        }
        return number;
    }

    private static String shown(Number number) {
        String text = number.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static ForgeException refusal(String message) {
        return new ForgeException(CommonError.INVALID_VALUE, message);
    }

    /// Reads the document that the reader stands before.
    static JsonObject readObject(BsonReader reader) {
        JsonObject object = new JsonObject();
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            String key = Keys.original(reader.readName());
            object.put(key, readValue(reader));
        }
        reader.readEndDocument();
        return object;
    }

    private static JsonArray readArray(BsonReader reader) {
        JsonArray array = new JsonArray();
        reader.readStartArray();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            array.add(readValue(reader));
        }
        reader.readEndArray();
        return array;
    }

    private static @Nullable Object readValue(BsonReader reader) {
        return switch (reader.getCurrentBsonType()) {
            case STRING -> reader.readString();
            case INT32 -> reader.readInt32();
            case INT64 -> reader.readInt64();
            case DOUBLE -> reader.readDouble();
            case BOOLEAN -> reader.readBoolean();
            case DOCUMENT -> readObject(reader);
            case ARRAY -> readArray(reader);
            case NULL -> {
                reader.readNull();
                yield null;
            }
            default ->
                    throw new IllegalStateException(
                            "a stored document holds a %s, which nobody here writes"
                                    .formatted(reader.getCurrentBsonType()));
        };
    }
}
