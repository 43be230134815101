// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.StoredDocument;

import de.bwaldvogel.mongo.bson.Document;

import io.netty.buffer.ByteBufUtil;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// JSON as the embedded server has it once it has read the BSON of it, and back: what
/// [Bodies#encode] keeps is kept as it would be, and refused alike.
final class Documents {
    /// Type, end of the key, and for a document or list its length and end.
    private static final int OF_ELEMENT = 2;

    private static final int OF_DOCUMENT = 5;

    private long bytes;

    private Documents() {}

    /// @param bytes how large it is as BSON
    record Sized(Document document, int bytes) {}

    /// @throws ForgeException if it is not a body that can be kept
    static Sized of(JsonObject body) {
        Bodies.checkKeys(body);
        Documents made = new Documents();
        Document document = made.document(body.getMap(), 1);
        Bodies.checkSize(made.bytes);
        return new Sized(document, (int) made.bytes);
    }

    private Document document(Map<?, ?> map, int depth) {
        bytes += OF_DOCUMENT;
        Document document = new Document();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = Keys.escaped(String.valueOf(entry.getKey()));
            bytes += OF_ELEMENT + ByteBufUtil.utf8Bytes(key);
            document.put(key, value(entry.getValue(), depth));
        }
        return document;
    }

    private List<@Nullable Object> list(List<?> list, int depth) {
        bytes += OF_DOCUMENT;
        List<@Nullable Object> values = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            bytes += OF_ELEMENT + String.valueOf(i).length();
            values.add(value(list.get(i), depth));
        }
        return values;
    }

    private @Nullable Object value(@Nullable Object value, int depth) {
        Bodies.checkDepth(depth);
        return switch (value) {
            case null -> null;
            case CharSequence text -> text(text.toString());
            case Boolean truth -> {
                bytes++;
                yield truth;
            }
            case Number number -> number(number);
            case JsonObject object -> document(object.getMap(), depth + 1);
            case JsonArray array -> list(array.getList(), depth + 1);
            case Map<?, ?> map -> document(map, depth + 1);
            case List<?> list -> list(list, depth + 1);
            default -> throw Bodies.notJson(value);
        };
    }

    private String text(String text) {
        bytes += Integer.BYTES + ByteBufUtil.utf8Bytes(text) + 1;
        return text;
    }

    private Number number(Number number) {
        Number kept = Bodies.number(number);
        bytes += kept instanceof Integer ? Integer.BYTES : Long.BYTES;
        return kept;
    }

    /// What [Filters] and [Updates] make.
    static Document of(BsonDocument bson) {
        Document document = new Document();
        bson.forEach((key, value) -> document.put(key, of(value)));
        return document;
    }

    private static @Nullable Object of(BsonValue value) {
        return switch (value) {
            case BsonDocument document -> of(document);
            case BsonArray array -> {
                List<@Nullable Object> list = new ArrayList<>(array.size());
                array.forEach(item -> list.add(of(item)));
                yield list;
            }
            case BsonString text -> text.getValue();
            case BsonInt32 number -> number.getValue();
            case BsonInt64 number -> number.getValue();
            case BsonDouble number -> number.getValue();
            case BsonBoolean truth -> truth.getValue();
            case BsonNull nothing -> null;
            default ->
                    throw new IllegalArgumentException(
                            "nobody here makes a " + value.getBsonType());
        };
    }

    /// A document as a collection has it.
    static Document whole(String id, long version, Document body) {
        return new Document(Keys.ID, id).append(Keys.VERSION, version).append(Keys.BODY, body);
    }

    /// What such a document says, and nothing of it.
    static StoredDocument stored(Document whole) {
        return new StoredDocument(
                String.valueOf(whole.get(Keys.ID)),
                whole.get(Keys.VERSION) instanceof Number version ? version.longValue() : 0,
                whole.get(Keys.BODY) instanceof Document body ? json(body) : new JsonObject());
    }

    /// The JSON of what [#of] has made.
    private static JsonObject json(Document document) {
        JsonObject object = new JsonObject();
        document.forEach((key, value) -> object.put(Keys.original(key), json(value)));
        return object;
    }

    private static @Nullable Object json(@Nullable Object value) {
        return switch (value) {
            case Document document -> json(document);
            case List<?> list -> {
                JsonArray array = new JsonArray();
                list.forEach(item -> array.add(json(item)));
                yield array;
            }
            case null, default -> value;
        };
    }
}
