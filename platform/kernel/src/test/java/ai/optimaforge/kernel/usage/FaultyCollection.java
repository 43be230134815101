// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Page;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;
import ai.optimaforge.spi.store.Write;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A collection of a real store that is as bad as a test wants it to be.
final class FaultyCollection implements DocumentCollection {
    private final DocumentCollection good;
    private volatile Function<List<Write>, Future<Void>> bulk;
    private volatile boolean unreadable;

    FaultyCollection(DocumentCollection good) {
        this.good = good;
        this.bulk = good::bulk;
    }

    /// Takes writes from now on in this way.
    void onBulk(Function<List<Write>, Future<Void>> way) {
        bulk = way;
    }

    /// Takes no writes from now on.
    void goAway() {
        onBulk(FaultyCollection::away);
    }

    /// Takes writes from now on.
    void comeBack() {
        onBulk(good::bulk);
    }

    /// Can't be read from now on.
    void hide() {
        unreadable = true;
    }

    static Future<Void> away(List<Write> writes) {
        return Future.failedFuture(away());
    }

    private static ForgeException away() {
        return new ForgeException(CommonError.STORE_UNAVAILABLE, "The store is away.");
    }

    /// Takes writes as the real one does.
    Future<Void> take(List<Write> writes) {
        return good.bulk(writes);
    }

    long size() {
        return Node.await(good.count(Filter.all()));
    }

    @Override
    public Future<Void> bulk(List<Write> writes) {
        return bulk.apply(writes);
    }

    @Override
    public CancellableStream<StoredDocument> stream(Query query) {
        if (!unreadable) {
            return good.stream(query);
        }
        PushStream<StoredDocument> failed =
                new PushStream<>(PushStream.Producer.from(good.stream(query)));
        failed.fail(away());
        return failed;
    }

    @Override
    public Future<Optional<StoredDocument>> get(String id) {
        return good.get(id);
    }

    @Override
    public Future<StoredDocument> insert(String id, JsonObject body) {
        return good.insert(id, body);
    }

    @Override
    public Future<StoredDocument> put(String id, JsonObject body) {
        return good.put(id, body);
    }

    @Override
    public Future<StoredDocument> replace(StoredDocument read, JsonObject body) {
        return good.replace(read, body);
    }

    @Override
    public Future<StoredDocument> upsert(String id, Update update) {
        return good.upsert(id, update);
    }

    @Override
    public Future<Optional<StoredDocument>> updateFirst(Filter filter, Update update) {
        return good.updateFirst(filter, update);
    }

    @Override
    public Future<Long> updateAll(Filter filter, Update update) {
        return good.updateAll(filter, update);
    }

    @Override
    public Future<Boolean> delete(String id) {
        return good.delete(id);
    }

    @Override
    public Future<Long> deleteAll(Filter filter) {
        return good.deleteAll(filter);
    }

    @Override
    public Future<Page> find(Query query) {
        return good.find(query);
    }

    @Override
    public Future<Long> count(Filter filter) {
        return good.count(filter);
    }
}
