// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.StoredDocument;

import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.reactivestreams.client.MongoCollection;

import io.vertx.core.json.JsonObject;

import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/// Inserts by the driver, into whichever server.
final class DriverInsertion implements Insertion<BsonDocument> {
    private final MongoCollection<BsonDocument> collection;

    DriverInsertion(MongoCollection<BsonDocument> collection) {
        this.collection = collection;
    }

    @Override
    public BsonDocument encode(String id, JsonObject body) {
        return whole(id, 1, Bodies.encode(body));
    }

    static BsonDocument whole(String id, long version, BsonDocument body) {
        return new BsonDocument(Keys.ID, new BsonString(id))
                .append(Keys.VERSION, new BsonInt64(version))
                .append(Keys.BODY, body);
    }

    @Override
    public int size(BsonDocument document) {
        return body(document).getByteBuffer().remaining();
    }

    @Override
    public StoredDocument stored(BsonDocument document) {
        return new StoredDocument(
                document.getString(Keys.ID).getValue(),
                1,
                Bodies.readObject(body(document).asBsonReader()));
    }

    private static RawBsonDocument body(BsonDocument document) {
        return (RawBsonDocument) document.getDocument(Keys.BODY);
    }

    @Override
    public void insert(List<BsonDocument> documents, Consumer<@Nullable Throwable> done) {
        Operation.of(() -> collection.insertMany(documents, new InsertManyOptions().ordered(false)))
                .begin((results, failure) -> done.accept(failure));
    }
}
