// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.Index;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Makes the indexes of a collection before its first operation, and drops those that it declares
/// no more. All who come meanwhile wait for the one attempt; after a failure the next one tries
/// again.
final class Preparation {
    private static final Logger log = LoggerFactory.getLogger("store");

    private final Commands commands;
    private final CollectionSpec spec;
    private final Link link;
    private final Map<String, Indexes.Definition> declared;
    private volatile boolean done;
    private @Nullable Future<Void> attempt;

    Preparation(Commands commands, CollectionSpec spec, Link link) {
        this.commands = commands;
        this.spec = spec;
        this.link = link;
        this.declared =
                Indexes.of(
                        spec.indexes().stream()
                                .filter(
                                        index ->
                                                link.server().hasLookups()
                                                        || !(index instanceof Index.Lookup))
                                .toList());
    }

    /// Nothing to do.
    static Preparation none(Commands commands, CollectionSpec spec, Link link) {
        Preparation none = new Preparation(commands, spec, link);
        none.done = true;
        return none;
    }

    boolean isDone() {
        return done;
    }

    /// Completes on this context.
    Future<Void> begin(Context back) {
        Promise<Void> promise = Promise.promise();
        attempt(back)
                .onComplete(
                        result ->
                                back.runOnContext(
                                        here -> {
                                            if (result.succeeded()) {
                                                promise.complete();
                                            } else {
                                                promise.fail(result.cause());
                                            }
                                        }));
        return promise.future();
    }

    private synchronized Future<Void> attempt(Context back) {
        Future<Void> current = attempt;
        if (current == null) {
            current = prepare(back);
            attempt = current;
            current.onSuccess(made -> done = true).onFailure(this::failed);
        }
        return current;
    }

    private synchronized void failed(Throwable failure) {
        attempt = null;
        boolean away =
                failure instanceof ForgeException e
                        && e.errorCode() == CommonError.STORE_UNAVAILABLE;
        if (!away) {
            log.error("the indexes of {} can't be made: {}", spec.name(), failure.getMessage());
        }
    }

    private Future<Void> prepare(Context back) {
        return run(back, commands.indexes())
                .map(Preparation::names)
                .compose(there -> drop(back, there).compose(dropped -> make(back, there)));
    }

    private static Set<String> names(List<String> indexes) {
        return indexes.stream()
                .filter(name -> name.startsWith(Indexes.PREFIX))
                .collect(Collectors.toSet());
    }

    private Future<?> drop(Context back, Set<String> there) {
        List<Future<?>> drops = new ArrayList<>();
        for (String name : there) {
            if (!declared.containsKey(name)) {
                drops.add(run(back, commands.dropIndex(name)));
            }
        }
        return Future.all(drops);
    }

    private Future<Void> make(Context back, Set<String> there) {
        List<Indexes.Definition> missing =
                declared.entrySet().stream()
                        .filter(index -> !there.contains(index.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
        return missing.isEmpty()
                ? Future.succeededFuture()
                : run(back, commands.createIndexes(missing)).mapEmpty();
    }

    private <T> Future<List<T>> run(Context back, Operation<T> operation) {
        return link.run(back, spec.name(), operation);
    }
}
