// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;
import ai.optimaforge.spi.store.Write;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoCollection;

import io.vertx.core.json.JsonObject;

import org.bson.BsonDocument;

import java.util.List;

/// By the driver, to whichever server.
final class DriverCommands implements Commands {
    private final MongoCollection<BsonDocument> raw;
    private final MongoCollection<StoredDocument> documents;

    /// @param raw as the server has it
    DriverCommands(MongoCollection<BsonDocument> raw) {
        this.raw = raw;
        this.documents =
                raw.withDocumentClass(StoredDocument.class)
                        .withCodecRegistry(StoredDocumentCodec.with(raw.getCodecRegistry()));
    }

    @Override
    public Operation<StoredDocument> get(String id) {
        BsonDocument filter = Filters.byId(id);
        return Operation.of(() -> documents.find(filter).limit(1));
    }

    @Override
    public Operation<StoredDocument> find(BsonDocument filter, BsonDocument sort, int limit) {
        return Operation.of(
                () ->
                        documents
                                .find(filter)
                                .sort(sort)
                                .limit(limit)
                                // all of it in one answer: no cursor stays behind
                                .batchSize(limit));
    }

    @Override
    public Operation<Long> count(BsonDocument filter) {
        return Operation.of(() -> raw.countDocuments(filter));
    }

    @Override
    public Operation<StoredDocument> update(BsonDocument filter, Update update, boolean make) {
        return change(filter, Updates.of(update), make);
    }

    @Override
    public Operation<StoredDocument> put(BsonDocument filter, JsonObject body, boolean make) {
        return change(filter, Updates.body(Bodies.encode(body)), make);
    }

    private Operation<StoredDocument> change(
            BsonDocument filter, BsonDocument update, boolean make) {
        FindOneAndUpdateOptions options =
                new FindOneAndUpdateOptions().upsert(make).returnDocument(ReturnDocument.AFTER);
        return Operation.of(() -> documents.findOneAndUpdate(filter, update, options));
    }

    @Override
    public Operation<Long> updateAll(BsonDocument filter, Update update) {
        BsonDocument changes = Updates.of(update);
        return Operation.of(() -> raw.updateMany(filter, changes))
                .map(UpdateResult::getMatchedCount);
    }

    @Override
    public Operation<Long> delete(String id) {
        BsonDocument filter = Filters.byId(id);
        return Operation.of(() -> raw.deleteOne(filter)).map(DeleteResult::getDeletedCount);
    }

    @Override
    public Operation<Long> deleteAll(BsonDocument filter) {
        return Operation.of(() -> raw.deleteMany(filter)).map(DeleteResult::getDeletedCount);
    }

    @Override
    public Operation<BulkWriteResult> write(List<Write> writes) {
        List<WriteModel<BsonDocument>> models = writes.stream().map(DriverCommands::model).toList();
        BulkWriteOptions options = new BulkWriteOptions().ordered(false);
        return Operation.of(() -> raw.bulkWrite(models, options));
    }

    private static WriteModel<BsonDocument> model(Write write) {
        UpdateOptions make = new UpdateOptions().upsert(true);
        BsonDocument id = Filters.byId(write.id());
        return switch (write) {
            case Write.Put put ->
                    new UpdateOneModel<>(id, Updates.body(Bodies.encode(put.body())), make);
            case Write.Upsert upsert -> new UpdateOneModel<>(id, Updates.of(upsert.update()), make);
            case Write.Delete delete -> new DeleteOneModel<>(id);
        };
    }

    @Override
    public Operation<?> restore(List<StoredDocument> restored) {
        List<BsonDocument> whole =
                restored.stream()
                        .map(
                                d ->
                                        DriverInsertion.whole(
                                                d.id(), d.version(), Bodies.encode(d.body())))
                        .toList();
        return Operation.of(() -> raw.insertMany(whole));
    }

    @Override
    public Operation<?> drop() {
        return Operation.of(raw::drop);
    }

    @Override
    public Operation<String> indexes() {
        return Operation.of(() -> raw.listIndexes(BsonDocument.class))
                .map(index -> index.getString("name").getValue());
    }

    @Override
    public Operation<?> createIndexes(List<Indexes.Definition> indexes) {
        List<IndexModel> models =
                indexes.stream()
                        .map(
                                index ->
                                        new IndexModel(
                                                index.keys(),
                                                new IndexOptions()
                                                        .name(index.name())
                                                        .unique(index.unique())))
                        .toList();
        return Operation.of(() -> raw.createIndexes(models));
    }

    @Override
    public Operation<?> dropIndex(String name) {
        return Operation.of(() -> raw.dropIndex(name));
    }

    @Override
    public Insertion<?> insertion() {
        return new DriverInsertion(raw);
    }
}
