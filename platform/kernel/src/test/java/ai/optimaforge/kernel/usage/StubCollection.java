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

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/// As much of a store as usage asks for, in memory, and as bad as a test wants it to be.
final class StubCollection implements DocumentCollection {
    private final Map<String, JsonObject> documents = new ConcurrentSkipListMap<>();
    private volatile Function<List<Write>, Future<Void>> bulk = this::take;
    private volatile @Nullable ForgeException unreadable;

    static ForgeException away() {
        return new ForgeException(CommonError.STORE_UNAVAILABLE, "The store is away.");
    }

    /// Takes writes from now on in this way; [#take] is the good one.
    void onBulk(Function<List<Write>, Future<Void>> way) {
        bulk = way;
    }

    Future<Void> take(List<Write> writes) {
        for (Write write : writes) {
            if (write instanceof Write.Put(String id, JsonObject body)) {
                documents.put(id, body.copy());
            } else {
                throw new UnsupportedOperationException(write.toString());
            }
        }
        return Future.succeededFuture();
    }

    /// Fails whoever reads.
    void onStream(ForgeException failure) {
        unreadable = failure;
    }

    int size() {
        return documents.size();
    }

    @Override
    public Future<Void> bulk(List<Write> writes) {
        if (writes.isEmpty() || writes.size() > 1_000) {
            throw new IllegalArgumentException(writes.size() + " writes");
        }
        return bulk.apply(writes);
    }

    @Override
    public CancellableStream<StoredDocument> stream(Query query) {
        PushStream<StoredDocument> found =
                new PushStream<>(
                        new PushStream.Producer() {
                            @Override
                            public void pause() {}

                            @Override
                            public void resume() {}

                            @Override
                            public void cancel() {}
                        });
        ForgeException failure = unreadable;
        if (failure != null) {
            found.fail(failure);
            return found;
        }
        documents.forEach(
                (id, body) -> {
                    if (admits(query.filter(), body)) {
                        found.push(new StoredDocument(id, 1, body.copy()));
                    }
                });
        found.end();
        return found;
    }

    private static boolean admits(Filter filter, JsonObject body) {
        return switch (filter) {
            case Filter.And(List<Filter> all) -> all.stream().allMatch(one -> admits(one, body));
            case Filter.Compare(String field, Filter.Comparison comparison, Object value) ->
                    compares(body.getLong(field), comparison, value);
            default -> throw new UnsupportedOperationException(filter.toString());
        };
    }

    private static boolean compares(
            @Nullable Long found, Filter.Comparison comparison, @Nullable Object value) {
        if (found == null || !(value instanceof Long asked)) {
            return false;
        }
        return switch (comparison) {
            case EQ -> found.equals(asked);
            case GTE -> found >= asked;
            case LT -> found < asked;
            default -> throw new UnsupportedOperationException(comparison.toString());
        };
    }

    @Override
    public Future<Optional<StoredDocument>> get(String id) {
        throw new UnsupportedOperationException("get");
    }

    @Override
    public Future<StoredDocument> insert(String id, JsonObject body) {
        throw new UnsupportedOperationException("insert");
    }

    @Override
    public Future<StoredDocument> put(String id, JsonObject body) {
        throw new UnsupportedOperationException("put");
    }

    @Override
    public Future<StoredDocument> replace(StoredDocument read, JsonObject body) {
        throw new UnsupportedOperationException("replace");
    }

    @Override
    public Future<StoredDocument> upsert(String id, Update update) {
        throw new UnsupportedOperationException("upsert");
    }

    @Override
    public Future<Optional<StoredDocument>> updateFirst(Filter filter, Update update) {
        throw new UnsupportedOperationException("updateFirst");
    }

    @Override
    public Future<Long> updateAll(Filter filter, Update update) {
        throw new UnsupportedOperationException("updateAll");
    }

    @Override
    public Future<Boolean> delete(String id) {
        throw new UnsupportedOperationException("delete");
    }

    @Override
    public Future<Long> deleteAll(Filter filter) {
        throw new UnsupportedOperationException("deleteAll");
    }

    @Override
    public Future<Page> find(Query query) {
        throw new UnsupportedOperationException("find");
    }

    @Override
    public Future<Long> count(Filter filter) {
        throw new UnsupportedOperationException("count");
    }
}
