// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The store of record, and the parts of it that the kernel and the plugins get to see.
public final class StoreRoom {
    private static final Pattern PREFIX = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    private static final Pattern NAME = Pattern.compile(PREFIX + "\\.[a-z][a-z0-9_]{0,63}");

    private final Vertx vertx;
    private final Link link;
    private final Sweep sweep;

    private StoreRoom(Vertx vertx, Link link, Sweep sweep) {
        this.vertx = vertx;
        this.link = link;
        this.sweep = sweep;
    }

    /// Opens the file of the embedded store, or begins to look for a server; for that one nobody
    /// waits. Blocks while the file is opened.
    ///
    /// @param data where the embedded store keeps its file
    /// @throws IOException in words for the operator: the file is in use, damaged or can't be
    /// written
    public static StoreRoom open(StoreConfig config, Path data, Vertx vertx, MeterRegistry registry)
            throws IOException {
        Server server =
                config.isEmbedded()
                        ? OwnServer.open(config, data, registry)
                        : DriverServer.find(config, registry);
        Link link = new Link(server, config.maxOperations(), vertx, registry);
        return new StoreRoom(vertx, link, new Sweep(vertx, config.sweepInterval()));
    }

    /// The collections whose names begin with `prefix.`, such as a plugin's with its id.
    public DocumentStore store(String prefix) {
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("not a prefix of collections: " + prefix);
        }
        return new PrefixedStore(prefix);
    }

    private final class PrefixedStore implements DocumentStore {
        private final String prefix;
        private final Map<String, StoredCollection> collections = new ConcurrentHashMap<>();

        PrefixedStore(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public DocumentCollection collection(CollectionSpec spec) {
            StoredCollection collection =
                    collections.computeIfAbsent(spec.name(), name -> open(prefix, spec));
            if (!collection.spec().equals(spec)) {
                throw new IllegalArgumentException(
                        "the collection %s has other indexes already: %s"
                                .formatted(spec.name(), collection.spec().indexes()));
            }
            return collection;
        }
    }

    private StoredCollection open(String prefix, CollectionSpec spec) {
        String name = prefix + "." + spec.name();
        StoredCollection collection = StoredCollection.prepared(name, spec, link);
        sweep.add(name, collection);
        return collection;
    }

    /// All collections of ours that there are, by their whole names, as they are.
    Future<SortedMap<String, StoredCollection>> all() {
        return link.run(link.context(), "the store", link.server().collectionNames())
                .map(
                        names -> {
                            SortedMap<String, StoredCollection> all = new TreeMap<>();
                            names.stream()
                                    .filter(StoreRoom::isCollection)
                                    .forEach(name -> all.put(name, asIs(name)));
                            return all;
                        });
    }

    /// Whether a name is that of a collection of ours, whole.
    static boolean isCollection(String name) {
        return NAME.matcher(name).matches();
    }

    /// A collection by its whole name, as it is.
    StoredCollection asIs(String name) {
        if (!isCollection(name)) {
            throw new IllegalArgumentException("not a collection: " + name);
        }
        return StoredCollection.asIs(name, link);
    }

    /// Whether there is a store that takes writes, as far as is known.
    public boolean isUp() {
        return problem().isEmpty();
    }

    /// What is wrong with the store, for the operator; empty if nothing is.
    public String problem() {
        return link.problem();
    }

    /// Ends: what is under way fails, what was acknowledged stays.
    public Future<Void> close() {
        sweep.close();
        return vertx.executeBlocking(
                () -> {
                    link.close();
                    return null;
                },
                false);
    }
}
