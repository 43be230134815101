// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.testing.TestCall;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

class ConnectTimeoutTest extends ProviderTest {
    @Test
    void should_time_out_when_there_is_no_connection() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, loopback)) {
            fill(new InetSocketAddress(loopback, full.getLocalPort()), waiting);
            var slow =
                    create(TestConfig.impatient("http://127.0.0.1:" + full.getLocalPort() + "/v1"));
            UpstreamException failure = loop.failure(() -> slow.chat(WHOLE, new TestCall()));
            assertEquals(Failure.CONNECT_TIMEOUT, failure.failure());
            assertEquals("no connection within 300 ms", failure.message());
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /// Nobody accepts: once the backlog is full, the kernel answers no more connection attempts.
    private static void fill(InetSocketAddress address, List<Socket> waiting) throws IOException {
        for (int i = 0; i < 64; i++) {
            Socket socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(address, 100);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }
}
