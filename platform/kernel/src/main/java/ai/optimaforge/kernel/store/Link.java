// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static java.util.Objects.requireNonNullElse;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.store.Durability;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.connection.TransportSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.bson.BsonDocument;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The way to a server: the driver, how much is asked of it at a time, and whether it answers.
final class Link {
    private static final String DATABASE = "forge";

    /// How often it is looked for a server that is away, and one that is there is looked after.
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    /// How often what takes too long is looked for.
    private static final Duration EXPIRY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final StoreConfig config;
    private final Duration patience;
    private final ServerState state;
    private final EventLoopGroup loop;
    private final MongoClient client;
    private final MongoDatabase database;
    private final AtomicInteger underWay = new AtomicInteger();

    /// Into the server of this process.
    private final Optional<OwnServer> own;

    private final long timer;

    /// @param name what the store is called in the log
    /// @param patience how long an operation waits for a server
    private Link(
            ConnectionString uri,
            String name,
            Class<? extends SocketChannel> channel,
            Duration patience,
            Optional<OwnServer> own,
            StoreConfig config,
            Vertx vertx,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.own = own;
        this.timer =
                vertx.setPeriodic(
                        EXPIRY.toMillis(),
                        tick -> own.ifPresent(server -> server.expire(config.operationTimeout())));
        this.config = config;
        this.patience = patience;
        this.state = new ServerState(name);
        this.loop =
                new MultiThreadIoEventLoopGroup(
                        1,
                        new DefaultThreadFactory("forge-store", true),
                        NioIoHandler.newFactory());
        MongoClientSettings settings =
                defaults(new PoolMeters(registry))
                        .applyConnectionString(uri)
                        .transportSettings(
                                TransportSettings.nettyBuilder()
                                        .eventLoopGroup(loop)
                                        .socketChannelClass(channel)
                                        .build())
                        .build();
        this.client = MongoClients.create(settings);
        this.database = client.getDatabase(requireNonNullElse(uri.getDatabase(), DATABASE));
        Gauge.builder("forge_store_operations", underWay, AtomicInteger::get)
                .description("Operations on the store that are under way")
                .register(registry);
        Gauge.builder("forge_store_up", state, s -> s.isUp() ? 1 : 0)
                .description("Whether the store answers")
                .register(registry);
    }

    /// To a server somewhere. Does not wait for it.
    ///
    /// @throws IOException if the name of a cluster can't be looked up
    static Link to(StoreConfig config, Vertx vertx, MeterRegistry registry) throws IOException {
        ConnectionString uri = parse(config.uri());
        String name = "the store at " + String.join(", ", uri.getHosts());
        Duration patience = config.connectTimeout();
        return new Link(
                uri,
                name,
                NioSocketChannel.class,
                patience,
                Optional.empty(),
                config,
                vertx,
                registry);
    }

    // what is wrong is not told: the driver's words may hold the password
    private static ConnectionString parse(Secret uri) throws IOException {
        try {
            return new ConnectionString(uri.reveal());
        } catch (IllegalArgumentException | MongoException _) {
            throw new IOException("the servers that store.uri means can't be looked up");
        }
    }

    /// To the server of this process. It is there, however slow the machine is at the moment.
    static Link to(EmbeddedServer server, StoreConfig config, Vertx vertx, MeterRegistry registry) {
        ConnectionString uri = new ConnectionString(server.uri());
        String name = "the embedded store";
        Duration patience = config.operationTimeout();
        return new Link(
                uri,
                name,
                OwnSockets.Socket.class,
                patience,
                Optional.of(server.own()),
                config,
                vertx,
                registry);
    }

    /// What a URI may say otherwise.
    private MongoClientSettings.Builder defaults(PoolMeters meters) {
        return MongoClientSettings.builder()
                .applicationName("forge")
                .retryWrites(true)
                .retryReads(true)
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readPreference(ReadPreference.primary())
                .timeout(config.operationTimeout().toMillis(), MILLISECONDS)
                .applyToClusterSettings(
                        cluster ->
                                cluster.serverSelectionTimeout(patience.toMillis(), MILLISECONDS)
                                        .addClusterListener(state))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(patience.toMillis(), MILLISECONDS))
                .applyToServerSettings(
                        server -> server.heartbeatFrequency(HEARTBEAT.toMillis(), MILLISECONDS))
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(config.poolSize()).addConnectionPoolListener(meters));
    }

    /// @param durability what its writes wait for
    MongoCollection<BsonDocument> collection(String name, Durability durability) {
        MongoCollection<BsonDocument> collection = database.getCollection(name, BsonDocument.class);
        return switch (durability) {
            case DISK -> collection;
            case SYSTEM ->
                    collection.withWriteConcern(collection.getWriteConcern().withJournal(false));
        };
    }

    /// The names of all collections there are, ours or not.
    Future<List<String>> collectionNames() {
        return run(context(), "the store", Operation.of(() -> database.listCollectionNames()));
    }

    /// The caller's, on which it gets its results.
    Context context() {
        return vertx.getOrCreateContext();
    }

    boolean isClosed() {
        return state.isClosed();
    }

    String problem() {
        return state.problem();
    }

    /// Runs an operation and gives its results back on a context.
    ///
    /// @param collection for the words of a failure
    <T> Future<List<T>> run(Context back, String collection, Operation<T> operation) {
        Optional<Throwable> refusal = enter();
        if (refusal.isPresent()) {
            return Future.failedFuture(refusal.get());
        }
        Promise<List<T>> promise = Promise.promise();
        operation.begin(
                (results, failure) -> {
                    leave();
                    back.runOnContext(
                            here -> {
                                if (failure == null) {
                                    promise.complete(results);
                                } else {
                                    promise.fail(failed(failure, collection));
                                }
                            });
                });
        return promise.future();
    }

    /// One more is about to ask for something. Whoever is let in leaves later.
    ///
    /// @return why it is not let in; empty if it is
    Optional<Throwable> enter() {
        if (state.isClosed() || state.isAwayFor(patience)) {
            return Optional.of(Failures.away());
        }
        if (underWay.incrementAndGet() > config.maxOperations()) {
            underWay.decrementAndGet();
            return Optional.of(Failures.busy());
        }
        return Optional.empty();
    }

    void leave() {
        underWay.decrementAndGet();
    }

    /// What can be asked of a collection.
    Commands commands(MongoCollection<BsonDocument> collection) {
        boolean toDisk = !Boolean.FALSE.equals(collection.getWriteConcern().getJournal());
        return own.<Commands>map(
                        server -> new OwnCommands(server, collection.getNamespace(), toDisk))
                .orElseGet(() -> new DriverCommands(collection));
    }

    /// A failure in our own words.
    Throwable failed(Throwable failure, String collection) {
        return state.isClosed() ? Failures.away(failure) : Failures.from(failure, collection);
    }

    /// Gives up what is under way. Blocks for a moment.
    void close() {
        state.close();
        vertx.cancelTimer(timer);
        client.close();
        loop.shutdownGracefully(0, 1_000, MILLISECONDS).awaitUninterruptibly(1_000);
    }
}
