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

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.bson.BsonDocument;

import java.io.IOException;
import java.time.Duration;

/// A MongoDB, or what speaks its protocol, by its driver.
final class DriverServer implements Server {
    /// How often it is looked for a server that is away, and one that is there is looked after.
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private final StoreConfig config;
    private final ServerState state;
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("forge-store", true), NioIoHandler.newFactory());
    private final MongoClient client;
    private final MongoDatabase database;

    private DriverServer(ConnectionString uri, StoreConfig config, MeterRegistry registry) {
        this.config = config;
        this.state = new ServerState("the store at " + String.join(", ", uri.getHosts()));
        MongoClientSettings settings =
                defaults(new PoolMeters(registry))
                        .applyConnectionString(uri)
                        .transportSettings(
                                TransportSettings.nettyBuilder()
                                        .eventLoopGroup(loop)
                                        .socketChannelClass(NioSocketChannel.class)
                                        .build())
                        .build();
        this.client = MongoClients.create(settings);
        this.database =
                client.getDatabase(requireNonNullElse(uri.getDatabase(), StoreThread.DATABASE));
    }

    /// Begins to look for it. Does not wait.
    ///
    /// @throws IOException if the name of a cluster can't be looked up
    static DriverServer find(StoreConfig config, MeterRegistry registry) throws IOException {
        return new DriverServer(parse(config.uri()), config, registry);
    }

    // what is wrong is not told: the driver's words may hold the password
    private static ConnectionString parse(Secret uri) throws IOException {
        try {
            return new ConnectionString(uri.reveal());
        } catch (IllegalArgumentException | MongoException _) {
            throw new IOException("the servers that store.uri means can't be looked up");
        }
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
                                cluster.serverSelectionTimeout(
                                                config.connectTimeout().toMillis(), MILLISECONDS)
                                        .addClusterListener(state))
                .applyToSocketSettings(
                        socket ->
                                socket.connectTimeout(
                                        config.connectTimeout().toMillis(), MILLISECONDS))
                .applyToServerSettings(
                        server -> server.heartbeatFrequency(HEARTBEAT.toMillis(), MILLISECONDS))
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(config.poolSize()).addConnectionPoolListener(meters));
    }

    @Override
    public Commands collection(String name, Durability durability) {
        MongoCollection<BsonDocument> collection = database.getCollection(name, BsonDocument.class);
        return new DriverCommands(
                switch (durability) {
                    case DISK -> collection;
                    case SYSTEM ->
                            collection.withWriteConcern(
                                    collection.getWriteConcern().withJournal(false));
                });
    }

    @Override
    public Operation<String> collectionNames() {
        return Operation.of(database::listCollectionNames);
    }

    @Override
    public boolean hasLookups() {
        return true;
    }

    @Override
    public String problem() {
        return state.problem();
    }

    @Override
    public boolean isAway() {
        return state.isAwayFor(config.connectTimeout());
    }

    /// The driver does.
    @Override
    public void expire() {}

    @Override
    public void close() {
        state.close();
        client.close();
        loop.shutdownGracefully(0, 1_000, MILLISECONDS).awaitUninterruptibly(1_000);
    }
}
