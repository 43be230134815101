// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.client.RawConnection;
import ai.optimaforge.testing.upstream.ChatReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

/// A client that sends its request drop by drop costs one connection until the idle timeout. the
/// ends of the lines are part of what is sent
@SuppressWarnings("StringConcatToTextBlock")
class SlowClientTest {
    private static final Duration IDLE = Duration.ofMillis(800);

    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(platform -> platform.set("http.idle-timeout", IDLE.toMillis() + " ms"));

    private static final String BODY = "{\"model\":\"fake\",\"messages\":[{}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Authorization: Bearer forge_sk_for_tests_only\r\n"
                        + "Content-Length: 100000\r\n\r\n"
                        + "{"
            })
    void should_close_the_connection_when_the_request_drips(String start) {
        long opened = System.nanoTime();
        try (RawConnection slow = RawConnection.open(GATEWAY.platform().address())) {
            slow.send(start);
            boolean closed = false;
            while (!closed) {
                // a header name or a piece of JSON, depending on where it lands
                closed = !slow.trySend(" ") || slow.awaitClose(Duration.ofMillis(100));
                assertEquals(200, GATEWAY.client().post(Gateway.CHAT, BODY).status());
                assertTrue(System.nanoTime() - opened < Gateway.SOON.toNanos(), "still open");
            }
        }
        long open = System.nanoTime() - opened;
        assertTrue(open > IDLE.toNanos() * 3 / 4, () -> "closed after " + open / 1_000_000 + " ms");
    }

    @Test
    void should_keep_the_connection_when_the_answer_takes_longer_than_the_idle_timeout() {
        GATEWAY.answer(
                ChatReply.of("a", "b")
                        .whenStreamed(s -> s.stallBeforeFirstFrame(IDLE.multipliedBy(2))));
        try (EventStream stream = GATEWAY.stream(BODY.replace("}]", "}],\"stream\":true"))) {
            assertEquals(EventStream.DONE, stream.rest().getLast());
        }
    }
}
