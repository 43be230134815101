// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.kernel.store.DurableBackend.Writing;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;
import ai.optimaforge.spi.store.Write;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;

import io.vertx.core.json.JsonObject;

import org.bson.BsonDocument;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// To the store of this process.
final class OwnCommands implements Commands {
    private static final int ALL = 0;

    private final StoreThread thread;
    private final String name;
    private final Writing how;

    /// A write that is encoded.
    private interface Encoded {
        void run(MongoCollection<Object> collection);
    }

    /// @param how what a write of documents waits for
    OwnCommands(StoreThread thread, String name, Writing how) {
        this.thread = thread;
        this.name = name;
        this.how = how;
    }

    private <T> Operation<T> reading(
            Function<MongoCollection<Object>, List<T>> query, List<T> none) {
        return done -> thread.read(db -> db.existing(name).map(query).orElse(none), done);
    }

    private <T> Operation<T> writing(Function<MongoCollection<Object>, List<T>> change) {
        return done -> thread.write(how, db -> change.apply(db.collection(name)), done);
    }

    private Operation<?> changing(Consumer<DurableDatabase> structure) {
        return done ->
                thread.write(
                        Writing.STRUCTURE,
                        db -> {
                            structure.accept(db);
                            return List.of();
                        },
                        done);
    }

    @Override
    public Operation<StoredDocument> get(String id) {
        return query(new Document(Keys.ID, id), 1);
    }

    @Override
    public Operation<StoredDocument> find(BsonDocument filter, BsonDocument sort, int limit) {
        return query(
                new Document("$query", Documents.of(filter)).append("$orderby", Documents.of(sort)),
                limit);
    }

    private Operation<StoredDocument> query(Document selector, int limit) {
        return reading(
                there -> {
                    List<StoredDocument> found = new ArrayList<>();
                    there.handleQuery(new QueryParameters(selector, 0, limit))
                            .forEach(document -> found.add(Documents.stored(document)));
                    return found;
                },
                List.of());
    }

    @Override
    public Operation<Long> count(BsonDocument filter) {
        Document selector = Documents.of(filter);
        return reading(there -> List.of((long) there.count(selector, 0, ALL)), List.of(0L));
    }

    @Override
    public Operation<StoredDocument> update(BsonDocument filter, Update update, boolean make) {
        return change(filter, Documents.of(Updates.of(update)), make);
    }

    @Override
    public Operation<StoredDocument> put(BsonDocument filter, JsonObject body, boolean make) {
        return change(filter, body(body), make);
    }

    private static Document body(JsonObject body) {
        return new Document("$inc", new Document(Keys.VERSION, 1L))
                .append("$set", new Document(Keys.BODY, Documents.of(body).document()));
    }

    private Operation<StoredDocument> change(BsonDocument filter, Document changes, boolean make) {
        Document command =
                new Document("query", Documents.of(filter))
                        .append("update", changes)
                        .append("upsert", make)
                        .append("new", true);
        return writing(
                there ->
                        Optional.ofNullable(there.findAndModify(command).get("value")).stream()
                                .map(after -> Documents.stored((Document) after))
                                .toList());
    }

    @Override
    public Operation<Long> updateAll(BsonDocument filter, Update update) {
        Document selector = Documents.of(filter);
        Document changes = Documents.of(Updates.of(update));
        return writing(
                there ->
                        List.of(
                                number(
                                        there.updateDocuments(
                                                selector,
                                                changes,
                                                ArrayFilters.empty(),
                                                true,
                                                false,
                                                NoopOplog.get()))));
    }

    private static long number(Document result) {
        return result.get("n") instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public Operation<Long> delete(String id) {
        return delete(new Document(Keys.ID, id), 1);
    }

    @Override
    public Operation<Long> deleteAll(BsonDocument filter) {
        return delete(Documents.of(filter), ALL);
    }

    private Operation<Long> delete(Document selector, int limit) {
        return writing(there -> List.of((long) there.deleteDocuments(selector, limit)));
    }

    @Override
    public Operation<?> write(List<Write> writes) {
        List<Encoded> encoded = writes.stream().map(OwnCommands::encoded).toList();
        return told(writing(there -> run(encoded, there)));
    }

    /// Fails if some were refused.
    private static Operation<?> told(Operation<Document> all) {
        return done ->
                all.begin(
                        (refused, failure) ->
                                done.accept(List.of(), OwnFailures.of(refused, failure)));
    }

    private static Encoded encoded(Write write) {
        Document id = new Document(Keys.ID, write.id());
        return switch (write) {
            case Write.Put put -> upsert(id, body(put.body()));
            case Write.Upsert upsert -> upsert(id, Documents.of(Updates.of(upsert.update())));
            case Write.Delete delete -> there -> there.deleteDocuments(id, 1);
        };
    }

    private static Encoded upsert(Document id, Document changes) {
        return there ->
                there.updateDocuments(
                        id, changes, ArrayFilters.empty(), false, true, NoopOplog.get());
    }

    /// @return `{index, code, errmsg}` of those that were refused
    private static List<Document> run(List<Encoded> writes, MongoCollection<Object> there) {
        List<Document> refused = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            try {
                writes.get(i).run(there);
            } catch (MongoServerError e) {
                refused.add(OwnFailures.refused(i, e));
            }
        }
        return refused;
    }

    @Override
    public Operation<?> restore(List<StoredDocument> restored) {
        List<Document> whole =
                restored.stream()
                        .map(
                                d ->
                                        Documents.whole(
                                                d.id(),
                                                d.version(),
                                                Documents.of(d.body()).document()))
                        .toList();
        return told(writing(there -> there.insertDocuments(whole, true)));
    }

    @Override
    public Operation<?> drop() {
        return changing(db -> db.dropIfExisting(name));
    }

    @Override
    public Operation<String> indexes() {
        return reading(
                there -> there.getIndexes().stream().map(Index::getName).toList(), List.of());
    }

    @Override
    public Operation<?> createIndexes(List<Indexes.Definition> indexes) {
        return changing(db -> indexes.forEach(index -> db.createIndex(name, index)));
    }

    @Override
    public Operation<?> dropIndex(String index) {
        return changing(db -> db.dropIndex(name, index));
    }

    @Override
    public Insertion<?> insertion() {
        return new OwnInsertion(thread, name, how);
    }
}
