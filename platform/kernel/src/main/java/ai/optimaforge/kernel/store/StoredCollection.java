// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Page;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;
import ai.optimaforge.spi.store.Write;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.bson.BsonDocument;
import org.bson.BsonInt64;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// A collection of a server: `{_id, _version, body}`. Every write is one command that counts the
/// version up.
final class StoredCollection implements DocumentCollection {
    private static final int MOST_WRITES = 1_000;
    private static final int PAGE_OF_STREAM = 200;

    /// How often a document is made that another made at the same moment.
    private static final int ATTEMPTS = 3;

    private final CollectionSpec spec;
    private final Link link;
    private final Commands commands;
    private final Preparation preparation;
    private final Inserts<?> inserts;

    /// @param preparation what comes before the first operation
    private StoredCollection(
            Commands commands, CollectionSpec spec, Link link, Preparation preparation) {
        this.spec = spec;
        this.link = link;
        this.commands = commands;
        this.preparation = preparation;
        this.inserts = new Inserts<>(commands.insertion(), spec.name(), link);
    }

    /// A collection with the indexes that are declared.
    ///
    /// @param name how the server calls it
    static StoredCollection prepared(String name, CollectionSpec spec, Link link) {
        Commands commands = link.server().collection(name, spec.durability());
        return new StoredCollection(commands, spec, link, new Preparation(commands, spec, link));
    }

    /// A collection as it is, whoever declared its indexes.
    ///
    /// @param name how the server calls it
    static StoredCollection asIs(String name, Link link) {
        CollectionSpec spec = CollectionSpec.of(name.substring(name.indexOf('.') + 1));
        Commands commands = link.server().collection(name, spec.durability());
        return new StoredCollection(commands, spec, link, Preparation.none(commands, spec, link));
    }

    /// Puts back what another store had, versions included.
    Future<Void> restore(List<StoredDocument> restored) {
        restored.forEach(document -> checked(document.id()));
        return run(commands.restore(restored)).mapEmpty();
    }

    /// Removes the collection with all that is in it.
    Future<Void> drop() {
        return run(commands.drop()).mapEmpty();
    }

    CollectionSpec spec() {
        return spec;
    }

    private <T> Future<List<T>> run(Operation<T> operation) {
        return run(link.context(), operation);
    }

    private <T> Future<List<T>> run(Context back, Operation<T> operation) {
        return preparation.isDone()
                ? link.run(back, spec.name(), operation)
                : preparation.begin(back).compose(ready -> link.run(back, spec.name(), operation));
    }

    private <T> Future<T> one(Operation<T> operation) {
        return run(operation).map(List::getFirst);
    }

    private static Optional<StoredDocument> first(List<StoredDocument> found) {
        return found.stream().findFirst();
    }

    @Override
    public Future<Optional<StoredDocument>> get(String id) {
        return run(commands.get(id)).map(StoredCollection::first);
    }

    /// What can't be asked for fails as what can't be done does.
    private static <O, T> Future<T> asked(Supplier<O> operation, Function<O, Future<T>> run) {
        try {
            return run.apply(operation.get());
        } catch (ForgeException | IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public Future<StoredDocument> insert(String id, JsonObject body) {
        Context back = link.context();
        Optional<Future<Void>> ready =
                preparation.isDone() ? Optional.empty() : Optional.of(preparation.begin(back));
        try {
            return inserts.add(checked(id), body, back, ready);
        } catch (ForgeException | IllegalArgumentException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public Future<StoredDocument> put(String id, JsonObject body) {
        return asked(() -> commands.put(Filters.byId(checked(id)), body, true), this::upsert);
    }

    @Override
    public Future<StoredDocument> upsert(String id, Update update) {
        return asked(() -> commands.update(Filters.byId(checked(id)), update, true), this::upsert);
    }

    private Future<StoredDocument> upsert(Operation<StoredDocument> change) {
        return upsert(link.context(), change, ATTEMPTS);
    }

    private Future<StoredDocument> upsert(
            Context back, Operation<StoredDocument> change, int attempts) {
        return run(back, change)
                .map(List::getFirst)
                .recover(
                        failure ->
                                attempts > 1 && wasMadeMeanwhile(failure)
                                        ? upsert(back, change, attempts - 1)
                                        : Future.failedFuture(failure));
    }

    private static boolean wasMadeMeanwhile(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause != null
                && Failures.isDuplicate(cause)
                && String.valueOf(cause.getMessage()).contains("_id_");
    }

    @Override
    public Future<StoredDocument> replace(StoredDocument read, JsonObject body) {
        BsonDocument asRead =
                Filters.byId(read.id()).append(Keys.VERSION, new BsonInt64(read.version()));
        return asked(
                () -> commands.put(asRead, body, false),
                change ->
                        run(change)
                                .map(StoredCollection::first)
                                .map(found -> found.orElseThrow(() -> overtaken(read))));
    }

    private ForgeException overtaken(StoredDocument read) {
        return new ForgeException(
                CommonError.RESOURCE_CONFLICT,
                "%s %s was changed or removed since it was read".formatted(spec.name(), read.id()));
    }

    @Override
    public Future<Optional<StoredDocument>> updateFirst(Filter filter, Update update) {
        return asked(
                () -> commands.update(Filters.of(filter), update, false),
                change -> run(change).map(StoredCollection::first));
    }

    @Override
    public Future<Long> updateAll(Filter filter, Update update) {
        return asked(() -> commands.updateAll(Filters.of(filter), update), this::one);
    }

    @Override
    public Future<Boolean> delete(String id) {
        return one(commands.delete(id)).map(count -> count > 0);
    }

    @Override
    public Future<Long> deleteAll(Filter filter) {
        return one(commands.deleteAll(Filters.of(filter)));
    }

    @Override
    public Future<Void> bulk(List<Write> writes) {
        if (writes.isEmpty()) {
            return Future.succeededFuture();
        }
        if (writes.size() > MOST_WRITES) {
            return Future.failedFuture(
                    new IllegalArgumentException(
                            "%d writes are more than %d".formatted(writes.size(), MOST_WRITES)));
        }
        return asked(
                () -> {
                    writes.forEach(write -> checked(write.id()));
                    return commands.write(writes);
                },
                all -> run(all).mapEmpty());
    }

    @Override
    public Future<Page> find(Query query) {
        Context back = link.context();
        return places(back, query, query.before().isPresent()).compose(page -> find(back, page));
    }

    private Future<Page> find(Context back, PageQuery page) {
        return run(back, commands.find(page.filter(), page.sort(), page.limit())).map(page::page);
    }

    private Future<PageQuery> places(Context back, Query query, boolean backward) {
        return place(back, query, query.after())
                .compose(
                        after ->
                                place(back, query, query.before())
                                        .map(b -> new PageQuery(query, after, b, backward)));
    }

    /// Where a document stands in the order of a query.
    private Future<Optional<Position>> place(Context back, Query query, Optional<String> document) {
        if (document.isEmpty() || query.sort().equals("id")) {
            return Future.succeededFuture(document.map(Position::ofId));
        }
        String id = document.get();
        return run(back, commands.get(id))
                .compose(
                        found ->
                                found.isEmpty()
                                        ? Future.failedFuture(gone(id))
                                        : Future.succeededFuture(
                                                Optional.of(
                                                        Position.of(
                                                                found.getFirst(), query.sort()))));
    }

    private static ForgeException gone(String id) {
        return new ForgeException(
                CommonError.INVALID_PARAMETER, "there is nothing with the id " + id + " any more");
    }

    @Override
    public CancellableStream<StoredDocument> stream(Query query) {
        Context back = link.context();
        Query paged = query.limitedTo(PAGE_OF_STREAM);
        return PageStream.of(places(back, paged, false), page -> find(back, page));
    }

    @Override
    public Future<Long> count(Filter filter) {
        return one(commands.count(Filters.of(filter)));
    }

    private static String checked(String id) {
        if (requireNonNull(id, "id is null").isEmpty()) {
            throw new ForgeException(CommonError.INVALID_VALUE, "an id must not be empty");
        }
        return id;
    }
}
