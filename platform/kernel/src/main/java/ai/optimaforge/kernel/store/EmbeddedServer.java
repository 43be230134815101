// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import org.h2.mvstore.MVStore;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A server of MongoDB's protocol on a file, listening on loopback. What it acknowledges is in
/// the file.
final class EmbeddedServer {
    /// One, for a reply is written from the very document that the next command may change.
    private static final int THREADS = 1;

    private static final int MOST_WAITING = 128;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    THREADS,
                    new DefaultThreadFactory("forge-store-server", true),
                    NioIoHandler.newFactory());
    private final ChannelGroup clients = new DefaultChannelGroup(loops.next());
    private final Commits commits;
    private final DurableBackend backend;
    private final OwnServer own;
    private final Channel listening;

    private EmbeddedServer(
            MVStore store,
            Journal journal,
            Changes changes,
            boolean sync,
            Access access,
            int port,
            MeterRegistry registry)
            throws IOException {
        this.commits = new Commits(store, journal, changes, sync, this::stop, registry);
        this.backend = new DurableBackend(store, commits, changes);
        this.own = new OwnServer(backend, loops);
        commits.start();
        this.listening = listen(access, port);
    }

    /// Who is let in.
    enum Access {
        /// This process alone.
        OWN,
        /// Whoever reaches the port.
        ALL
    }

    /// Opens the file and the port.
    ///
    /// @param sync whether writes wait for the disk
    /// @param port 0 takes any that is free
    /// @throws IOException in words for the operator, if the file or the port can't be had
    static EmbeddedServer open(
            Path data, boolean sync, Access access, int port, MeterRegistry registry)
            throws IOException {
        Changes changes = new Changes();
        MVStore store = StoreFile.open(data, changes);
        try {
            Journal journal = Journal.open(data, store, changes);
            try {
                return new EmbeddedServer(store, journal, changes, sync, access, port, registry);
            } catch (RuntimeException e) {
                journal.close();
                throw e;
            }
        } catch (RuntimeException e) {
            // the backend reads its catalogue
            store.closeImmediately();
            throw StoreFile.damaged(data, e);
        } catch (IOException e) {
            store.closeImmediately();
            throw e;
        }
    }

    private Channel listen(Access access, int port) throws IOException {
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, MOST_WAITING)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(new Client(access))
                        .bind(OwnSockets.loopback(port))
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            commits.close();
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            throw new IOException(
                    "the store can't listen on 127.0.0.1:%d: %s"
                            .formatted(port, bound.cause().getMessage()));
        }
        return bound.channel();
    }

    private final class Client extends ChannelInitializer<Channel> {
        private final Access access;

        Client(Access access) {
            this.access = access;
        }

        @Override
        protected void initChannel(Channel channel) {
            if (access == Access.OWN && !OwnSockets.isOwn(channel.remoteAddress())) {
                var _ = channel.close();
                return;
            }
            channel.pipeline()
                    .addLast(
                            new ReplyGate(),
                            new MongoWireReplyEncoder(),
                            new MongoWireMessageEncoder(),
                            new MongoWireProtocolHandler(),
                            new MongoDatabaseHandler(backend, clients),
                            new MongoExceptionHandler());
        }
    }

    /// The way in that has no need of a connection.
    OwnServer own() {
        return own;
    }

    /// Where it listens.
    String uri() {
        return "mongodb://127.0.0.1:" + ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /// Why it does not work any more; empty while it does.
    String problem() {
        return commits.problem();
    }

    /// Lets nobody in any more.
    private void stop() {
        var _ = listening.close();
        var _ = clients.close();
    }

    /// Ends, with all that was acknowledged in the file. Blocks.
    void close() {
        listening.close().awaitUninterruptibly();
        clients.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        commits.close();
    }
}
