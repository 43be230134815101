// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.client.RawConnection;
import ai.optimaforge.testing.upstream.Fault;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.SseReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;

/// A client that leaves, or does not read, is felt by the upstream. the ends of the lines are
/// part of what is sent
class ClientGoneTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final long ONE_SECOND = Duration.ofSeconds(1).toNanos();
    private static final String WHOLE = "{\"model\":\"fake\",\"messages\":[{}],\"stream\":false}";

    @Test
    void should_abort_the_upstream_when_the_client_leaves_before_the_answer() {
        GATEWAY.answer(Fault.stall());
        assertAbortedWhenLeaving(WHOLE);
    }

    @Test
    void should_abort_the_upstream_when_the_client_leaves_amid_the_answer() {
        GATEWAY.answer(HttpReply.ok().body("{\"choices\":[]}").stallAfter(4));
        assertAbortedWhenLeaving(WHOLE);
    }

    @Test
    void should_abort_the_upstream_when_the_client_leaves_before_the_stream() {
        GATEWAY.answer(Fault.stall());
        assertAbortedWhenLeaving(Chunks.REQUEST);
    }

    private static void assertAbortedWhenLeaving(String request) {
        RawConnection client = RawConnection.open(GATEWAY.platform().address());
        client.send(head(request)).send(request);
        RecordedRequest received = GATEWAY.received();
        long left = System.nanoTime();
        client.close();
        assertWithinASecond(received.awaitAbort(Gateway.SOON) - left);
    }

    @Test
    void should_abort_the_upstream_when_the_client_leaves_a_silent_stream() {
        GATEWAY.answer(SseReply.ofData(Chunks.delta("{\"content\":\"a\"}")).stallAfter(1));
        assertAbortedWhenLeavingAStream();
    }

    @Test
    void should_abort_the_upstream_when_the_client_leaves_a_busy_stream() {
        GATEWAY.answer(SseReply.endless(Chunks.delta("{\"content\":\"a\"}")));
        assertAbortedWhenLeavingAStream();
    }

    private static void assertAbortedWhenLeavingAStream() {
        EventStream stream = GATEWAY.stream(Chunks.REQUEST);
        stream.skip();
        RecordedRequest received = GATEWAY.received();
        long left = System.nanoTime();
        stream.close();
        assertWithinASecond(received.awaitAbort(Gateway.SOON) - left);
    }

    private static void assertWithinASecond(long nanos) {
        assertTrue(nanos < ONE_SECOND, () -> "aborted after " + nanos / 1_000_000 + " ms");
    }

    @Test
    void should_pause_the_upstream_when_the_client_does_not_read() {
        String text = "a".repeat(2_000);
        GATEWAY.answer(SseReply.endless(Chunks.delta("{\"content\":\"%s\"}".formatted(text))));
        RawConnection slow =
                RawConnection.openWithReceiveBuffer(GATEWAY.platform().address(), 16 * 1024);
        try (EventStream stream =
                EventStream.on(
                        slow,
                        GATEWAY.platform().key(),
                        Gateway.CHAT,
                        Chunks.REQUEST.getBytes(UTF_8))) {
            assertEquals(200, stream.status());
            RecordedRequest received = GATEWAY.received();
            long halted = received.awaitStandstill(Duration.ofMillis(300), Gateway.SOON);
            for (long read = 0; read < halted + 1_000_000; ) {
                read += stream.next().orElseThrow().length();
            }
            assertTrue(received.bytesWritten() > halted, "it goes on when the client reads");
        }
    }

    private static String head(String request) {
        return "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(Gateway.CHAT, GATEWAY.platform().key(), request.length());
    }
}
