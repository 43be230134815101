// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

class ClientLeavesTest {
    private final FakeUpstream upstream = FakeUpstream.start();
    private final Client client = new Client(upstream);

    @AfterEach
    void close() {
        client.close();
        upstream.close();
    }

    @Test
    void should_notice_when_the_client_leaves_a_stalled_answer() throws Exception {
        upstream.next(Fault.stall());
        Socket socket = client.open(Client.chat("m"));
        RecordedRequest request = upstream.nextRequest(Client.SOON);
        long left = System.nanoTime();
        socket.close();

        assertTrue(request.awaitAbort(Client.SOON) >= left);
        assertSame(request, upstream.awaitAbort(Client.SOON));
    }

    @Test
    void should_notice_when_the_client_leaves_between_two_frames() throws Exception {
        upstream.next(ChatReply.of("a", "b").whenStreamed(stream -> stream.stallAfter(2)));
        try (Socket socket = client.open(Client.stream("m"))) {
            Client.readUntil(socket, "\"content\":\"a\"");
        }
        assertEquals(2, upstream.awaitAbort(Client.SOON).framesWritten());
    }

    @Test
    void should_notice_when_the_client_resets() throws Exception {
        upstream.next(SseReply.endless("x").every(Duration.ofMillis(5)));
        Socket socket = client.open(Client.stream("m"));
        Client.readUntil(socket, "data: x");
        socket.setSoLinger(true, 0);
        socket.close();

        upstream.awaitAbort(Client.SOON);
    }

    @Test
    void should_keep_what_came_of_a_body_when_the_client_leaves_while_sending() throws Exception {
        try (Socket socket = client.connect()) {
            String cut =
                    Client.lines(
                            "POST /v1/embeddings HTTP/1.1", "Content-Length: 100", "", "{\"mo");
            socket.getOutputStream().write(cut.getBytes(StandardCharsets.US_ASCII));
        }
        assertEquals("{\"mo", upstream.awaitAbort(Client.SOON).text());
    }

    @Test
    void should_call_an_answer_complete_when_the_client_leaves_after_it() throws Exception {
        try (Socket socket = client.open(Client.stream("m"))) {
            Client.readUntil(socket, "[DONE]");
        }
        upstream.nextRequest(Client.SOON).awaitCompletion(Client.SOON);
    }

    @Test
    void should_halt_an_endless_stream_while_the_client_does_not_read() throws Exception {
        upstream.next(SseReply.endless("x".repeat(1000)));
        try (Socket socket = client.open(Client.stream("m"))) {
            RecordedRequest request = upstream.nextRequest(Client.SOON);
            long halted = request.awaitStandstill(Duration.ofMillis(100), Client.SOON);
            long frames = request.framesWritten();
            assertTrue(halted < 32 * 1024 * 1024, () -> halted + " bytes fit the sockets");

            socket.getInputStream().readNBytes((int) halted);
            request.awaitStandstill(Duration.ofMillis(100), Client.SOON);
            assertTrue(request.framesWritten() > frames);
        }
        upstream.awaitAbort(Client.SOON);
    }

    @Test
    void should_hold_the_client_back_when_it_reads_slowly() throws Exception {
        upstream.readSlowly(16 * 1024, Duration.ofMillis(10));
        long start = System.nanoTime();
        var body = Client.chat("m").put("user", "x".repeat(160 * 1024));

        assertEquals(200, client.chat(body).statusCode());
        assertTrue(System.nanoTime() - start >= Duration.ofMillis(100).toNanos());
    }

    @Test
    void should_read_a_chunked_body() throws Exception {
        try (Socket socket = client.connect()) {
            String chunked =
                    Client.lines(
                            "POST /v1/x HTTP/1.1",
                            "Transfer-Encoding: chunked",
                            "",
                            "3",
                            "{\"a",
                            "4;x=y",
                            "\":1}",
                            "0",
                            "",
                            "");
            socket.getOutputStream().write(chunked.getBytes(StandardCharsets.US_ASCII));

            assertEquals("{\"a\":1}", upstream.nextRequest(Client.SOON).text());
        }
    }

    @Test
    void should_fail_an_await_that_can_no_longer_come_true() throws Exception {
        client.chat(Client.chat("m"));
        RecordedRequest request = upstream.nextRequest(Client.SOON);
        request.awaitCompletion(Client.SOON);

        assertThrows(AssertionError.class, () -> request.awaitAbort(Client.SOON));
    }
}
