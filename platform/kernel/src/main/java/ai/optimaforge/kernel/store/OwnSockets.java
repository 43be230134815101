// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import io.netty.channel.socket.nio.NioSocketChannel;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The sockets by which this process speaks to its own server. The server has no passwords, and
/// anyone on the machine can reach a port of loopback; but a port that this process has bound
/// before it connects is no other's.
final class OwnSockets {
    private static final Set<Integer> PORTS = ConcurrentHashMap.newKeySet();

    private OwnSockets() {}

    /// A port of 127.0.0.1.
    static InetSocketAddress loopback(int port) throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    static boolean isOwn(SocketAddress remote) {
        return remote instanceof InetSocketAddress address
                && address.getAddress().isLoopbackAddress()
                && PORTS.contains(address.getPort());
    }

    /// A socket that is known before it connects. Netty makes it by its public constructor.
    public static final class Socket extends NioSocketChannel {
        private int port;

        /// Not connected yet.
        public Socket() {}

        @Override
        protected boolean doConnect(SocketAddress remote, @Nullable SocketAddress local)
                throws Exception {
            SocketChannel channel = javaChannel();
            channel.bind(loopback(0));
            port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            PORTS.add(port);
            return super.doConnect(remote, null);
        }

        @Override
        protected void doClose() throws Exception {
            if (port != 0) {
                PORTS.remove(port);
            }
            super.doClose();
        }
    }
}
