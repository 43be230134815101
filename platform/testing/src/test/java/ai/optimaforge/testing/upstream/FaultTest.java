// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

class FaultTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final FakeUpstream upstream = FakeUpstream.start();
    private final Client client = new Client(upstream);

    @AfterEach
    void close() {
        client.close();
        upstream.close();
    }

    @Test
    void should_close_without_a_word() throws Exception {
        upstream.next(Fault.close());
        try (Socket socket = client.open(Client.chat("m"))) {
            assertEquals("", Client.readAll(socket));
        }
        assertEquals(RecordedRequest.Outcome.CUT, upstream.nextRequest(Client.SOON).outcome());
    }

    @Test
    void should_reset_without_a_word() throws Exception {
        upstream.next(Fault.reset());
        try (Socket socket = client.open(Client.chat("m"))) {
            assertThrows(SocketException.class, () -> Client.readAll(socket));
        }
    }

    @Test
    void should_reset_in_the_middle_of_a_stream() throws Exception {
        upstream.next(ChatReply.of("a", "b").whenStreamed(stream -> stream.resetAfter(2)));
        try (Socket socket = client.open(Client.stream("m"))) {
            assertThrows(SocketException.class, () -> Client.readAll(socket));
        }
        assertEquals(2, upstream.nextRequest(Client.SOON).framesWritten());
    }

    @Test
    void should_close_in_the_middle_of_a_frame() throws Exception {
        upstream.next(SseReply.ofData("1111", "2222", "[DONE]").closeAfter(1).andHalfAFrame());
        try (Socket socket = client.open(Client.stream("m"))) {
            String all = Client.readAll(socket);
            assertTrue(all.contains("data: 1111\n\n"), all);
            assertTrue(all.endsWith("\r\nda"), all);
        }
    }

    @Test
    void should_close_in_the_middle_of_a_body() throws Exception {
        upstream.next(HttpReply.ok().body("{\"a\":1}").closeAfter(3));
        try (Socket socket = client.open(Client.chat("m"))) {
            String all = Client.readAll(socket);
            assertTrue(all.contains("Content-Length: 7\r\n"), all);
            assertTrue(all.endsWith("\r\n\r\n{\"a"), all);
        }
    }

    @Test
    void should_end_a_stream_without_done() throws Exception {
        upstream.next(ChatReply.of("a").whenStreamed(SseReply::withoutDone));

        String body = client.chat(Client.stream("m")).body();
        assertTrue(body.contains("\"finish_reason\":\"stop\""), body);
        assertFalse(body.contains("[DONE]"), body);
    }

    @Test
    void should_hold_back_the_head_and_the_first_byte() throws Exception {
        upstream.next(HttpReply.ok().stallBeforeHead(SHORT).stallBeforeBody(SHORT));
        long start = System.nanoTime();
        client.chat(Client.chat("m"));

        assertTrue(System.nanoTime() - start >= 2 * SHORT.toNanos());
    }

    @Test
    void should_pace_a_stream() throws Exception {
        upstream.next(SseReply.ofData("1", "2", "3").every(SHORT));
        long start = System.nanoTime();
        client.chat(Client.stream("m"));

        assertTrue(System.nanoTime() - start >= 2 * SHORT.toNanos());
    }

    @Test
    void should_cut_a_stream_into_the_writes_that_are_asked_for() throws Exception {
        upstream.next(SseReply.ofData("one", "two").inWritesOf(Duration.ofMillis(1), 1, 2, 3));

        assertEquals("data: one\n\ndata: two\n\n", client.chat(Client.stream("m")).body());
        assertEquals(2, upstream.nextRequest(Client.SOON).framesWritten());
    }

    @Test
    void should_cut_a_body_into_the_writes_that_are_asked_for() throws Exception {
        upstream.next(HttpReply.ok().body("{\"a\":true}").inWritesOf(Duration.ofMillis(1), 4));

        assertEquals("{\"a\":true}", client.chat(Client.chat("m")).body());
    }

    @Test
    void should_end_a_body_by_closing_when_there_is_no_transfer_coding() throws Exception {
        upstream.next(SseReply.ofData("1", "[DONE]").untilClose());

        assertEquals("data: 1\n\ndata: [DONE]\n\n", client.chat(Client.stream("m")).body());
        upstream.nextRequest(Client.SOON).awaitCompletion(Client.SOON);
    }

    @Test
    void should_send_raw_bytes_as_they_are() throws Exception {
        upstream.next(RawReply.of("HTTP/1.1 200\r\nX: ").inWritesOf(Duration.ZERO, 5));
        try (Socket socket = client.open(Client.chat("m"))) {
            assertEquals("HTTP/1.1 200\r\nX: ", Client.readAll(socket));
        }
    }

    @Test
    void should_play_an_answer_written_by_hand() throws Exception {
        upstream.next(
                (request, wire) -> {
                    wire.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
                    wire.finish("{}".getBytes(StandardCharsets.US_ASCII));
                });

        assertEquals("{}", client.chat(Client.chat("m")).body());
    }

    @Test
    void should_cut_what_is_in_progress_when_it_is_closed() throws Exception {
        upstream.next(Fault.stall());
        try (Socket socket = client.open(Client.chat("m"))) {
            RecordedRequest request = upstream.nextRequest(Client.SOON);
            upstream.close();

            assertEquals("", readUntilClosed(socket));
            assertEquals(RecordedRequest.Outcome.CUT, request.outcome());
        }
    }

    private static String readUntilClosed(Socket socket) throws IOException {
        try {
            return Client.readAll(socket);
        } catch (SocketException e) {
            return "";
        }
    }
}
