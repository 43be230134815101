// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static java.util.concurrent.TimeUnit.SECONDS;

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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// The embedded store as a server of its own, which several platforms of one machine share. It
/// speaks MongoDB's protocol, has no passwords and listens on loopback only.
public final class StoreServer implements AutoCloseable {
    /// One, for a reply is written from the very document that the next command may change.
    private static final int THREADS = 1;

    private static final int MOST_WAITING = 128;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    THREADS,
                    new DefaultThreadFactory("forge-store-server", true),
                    NioIoHandler.newFactory());

    /// The one that listens, too.
    private final ChannelGroup channels = new DefaultChannelGroup(loops.next(), true);

    private final EmbeddedStore store;
    private final InetSocketAddress address;

    private StoreServer(Path data, boolean sync, int port, MeterRegistry registry)
            throws IOException {
        try {
            this.store = EmbeddedStore.open(data, sync, this::letGo, registry);
        } catch (IOException e) {
            stop();
            throw e;
        }
        this.address = listen(port);
    }

    /// Opens the file, which is made if there is none, and the port.
    ///
    /// @param sync whether writes wait for the disk
    /// @param port 0 takes any that is free
    /// @throws IOException in words for the operator, if the file or the port can't be had
    public static StoreServer open(Path data, boolean sync, int port, MeterRegistry registry)
            throws IOException {
        return new StoreServer(data, sync, port, registry);
    }

    private InetSocketAddress listen(int port) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, MOST_WAITING)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(new Client())
                        .bind(loopback, port)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new IOException(
                    "the store can't listen on 127.0.0.1:%d: %s"
                            .formatted(port, bound.cause().getMessage()));
        }
        channels.add(bound.channel());
        return (InetSocketAddress) bound.channel().localAddress();
    }

    private final class Client extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(
                            new ReplyGate(),
                            new MongoWireReplyEncoder(),
                            new MongoWireMessageEncoder(),
                            new MongoWireProtocolHandler(),
                            new MongoDatabaseHandler(store.backend(), channels),
                            new MongoExceptionHandler());
        }
    }

    /// Lets nobody in any more.
    private void letGo() {
        var _ = channels.close();
    }

    /// What to set as `store.uri`.
    public String uri() {
        return "mongodb://127.0.0.1:" + address.getPort();
    }

    /// Ends, with all that was acknowledged in the file. Blocks.
    @Override
    public void close() {
        stop();
        store.close();
    }

    private void stop() {
        channels.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, SECONDS).awaitUninterruptibly();
    }
}
