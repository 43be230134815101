// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.SseReply;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A platform that is told to stop lets the calls in flight finish, and takes no others.
class DrainTest {
    @Test
    void should_end_the_stream_in_flight_when_it_is_closed() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.start();
                var platform =
                        Gateway.builder().provider("up", Gateway.provider(upstream)).start();
                var client = new ApiClient(platform.address(), platform.key())) {
            platform.report();
            upstream.forModel(
                    "fake",
                    ChatReply.repeat("a", 10).whenStreamed(s -> s.every(Duration.ofMillis(100))));
            try (EventStream stream = client.stream(Gateway.CHAT, Chunks.REQUEST)) {
                stream.skip();
                CompletableFuture<Void> closing = CompletableFuture.runAsync(platform::close);
                awaitRefusal(platform.address());
                List<String> rest = stream.rest();
                assertEquals(EventStream.DONE, rest.getLast());
                assertTrue(rest.size() > 8, rest::toString);
                closing.get(Gateway.SOON.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void should_end_within_the_drain_timeout_when_a_stream_does_not_end() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.start();
                var platform =
                        Gateway.builder()
                                .provider("up", Gateway.provider(upstream))
                                .set("http.drain-timeout", "500 ms")
                                .start();
                var client = new ApiClient(platform.address(), platform.key())) {
            platform.report();
            upstream.forModel(
                    "fake", SseReply.ofData(Chunks.delta("{\"content\":\"a\"}")).stallAfter(1));
            try (EventStream stream = client.stream(Gateway.CHAT, Chunks.REQUEST)) {
                stream.skip();
                long told = System.nanoTime();
                CompletableFuture.runAsync(platform::close)
                        .get(Gateway.SOON.toSeconds(), TimeUnit.SECONDS);
                long taken = System.nanoTime() - told;
                assertTrue(taken >= TimeUnit.MILLISECONDS.toNanos(400), "it did not wait");
                upstream.awaitAbort(Gateway.SOON);
            }
        }
    }

    private static void awaitRefusal(URI address) {
        long end = System.nanoTime() + Gateway.SOON.toNanos();
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
                Thread.onSpinWait();
                assertTrue(socket.isConnected());
            } catch (IOException refused) {
                return;
            }
        }
        throw new AssertionError("it still takes connections");
    }
}
