// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

class ResponseFramingTest {
    private final StringBuilder body = new StringBuilder();
    private final ResponseFraming framing =
            new ResponseFraming(
                    (bytes, from, to) ->
                            body.append(
                                    new String(bytes, from, to - from, StandardCharsets.US_ASCII)));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void should_read_a_body_of_known_length_however_it_is_cut(int size) {
        String response = lines("HTTP/1.1 200 OK", "X: y", "Content-Length: 5", "", "hello");

        assertEquals(1, feed(response, size));
        assertEquals(1, feed(response, size));
        assertEquals("hellohello", body.toString());
        assertEquals(200, framing.status());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void should_read_a_chunked_body_however_it_is_cut(int size) {
        String head = lines("HTTP/1.1 503 Busy", "transfer-encoding: chunked", "");
        String response =
                lines(head, "5", "hello", "A;x=y", "0123456789", "0", "Trailer: t", "", "");

        assertEquals(1, feed(response, size));
        assertEquals("hello0123456789", body.toString());
        assertEquals(503, framing.status());
    }

    @Test
    void should_end_at_once_when_there_is_no_body() {
        assertEquals(1, feed(lines("HTTP/1.1 204 No", "Content-Length: 0", "", ""), 1000));
    }

    @Test
    void should_count_frames_and_deltas_wherever_they_are_cut() {
        var counter = new FrameCounter(StreamKind.CHAT.delta());
        String delta = "data: {\"content\":\" token\"}";
        String stream = lines(delta, "", delta + "\n\ndata: [DONE]", "", "");
        for (byte next : stream.getBytes(StandardCharsets.US_ASCII)) {
            assertFalse(counter.done() && counter.frames() == 3);
            counter.take(new byte[] {next}, 0, 1);
        }

        assertEquals(3, counter.frames());
        assertEquals(2, counter.deltas());
        assertTrue(counter.done());
    }

    /// Returns how many responses ended.
    private int feed(String response, int size) {
        byte[] bytes = response.getBytes(StandardCharsets.US_ASCII);
        int ended = 0;
        for (int at = 0; at < bytes.length; at += size) {
            int to = Math.min(bytes.length, at + size);
            if (framing.take(Arrays.copyOfRange(bytes, at, to))) {
                ended++;
            }
        }
        return ended;
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines);
    }
}
