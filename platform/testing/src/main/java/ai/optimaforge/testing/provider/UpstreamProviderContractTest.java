// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.Fault;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// The contract of a provider that calls an upstream: beside what [ModelProviderContractTest]
/// asks of every provider, a client that leaves stops the upstream, a client that rests rests it,
/// its failures become the right status, and no secret shows.
///
/// ```java
/// class AcmeContractTest extends UpstreamProviderContractTest {
///     @Override
///     protected String settings(FakeUpstream upstream, String secret) {
///         return """
///                 type: acme
///                 base-url: %s
///                 api-key: %s
///                 first-byte-timeout: 2 s
///                 """
///                 .formatted(upstream.baseUrl(), secret);
///     }
///     …
/// }
/// ```
///
/// The fake upstream speaks OpenAI's wire of itself; a provider for another one overrides
/// [#prepare], and the replies.
public abstract class UpstreamProviderContractTest extends ModelProviderContractTest {
    private static final String SECRET = "sk-contract-4711-secret";
    private static final int MANY = 256;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration ABORT = Duration.ofSeconds(1);

    private final FakeUpstream upstream = FakeUpstream.start();

    /// For subclasses.
    protected UpstreamProviderContractTest() {}

    /// The provider's settings for this upstream and this key. The timeout for the first byte is
    /// to be about two seconds, which a cold start on a busy machine stays below; the others are
    /// longer.
    protected abstract String settings(FakeUpstream upstream, String secret);

    /// Lays out what the upstream answers while it is well. Called before the platform starts and
    /// after each test.
    protected void prepare(FakeUpstream upstream) {}

    /// An error as the upstream writes it.
    protected HttpReply error(int status, String message) {
        return HttpReply.error(status, "some_error", "some_code", message);
    }

    /// A stream of text without end.
    protected Reply endless() {
        return SseReply.endless(piece("x".repeat(1024)));
    }

    /// A stream that breaks off after its first text.
    protected Reply breakingOff() {
        return SseReply.ofData(piece("Hel"), piece("lo")).resetAfter(1);
    }

    private static String piece(String text) {
        return new JsonObject(
                        """
                        {"id":"x","object":"chat.completion.chunk","created":1,"model":"m",
                         "choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]}
                        """
                                .formatted(text))
                .encode();
    }

    @Override
    protected final String settings() {
        prepare(upstream);
        return settings(upstream, SECRET);
    }

    @AfterEach
    final void recover() {
        upstream.recover();
        prepare(upstream);
    }

    @AfterAll
    final void closeUpstream() {
        upstream.close();
    }

    /// Sends a chat request and hands on what the upstream saw of it.
    private RecordedRequest arrived(JsonObject chat, Reply reply, SocketUse use)
            throws IOException {
        CompletableFuture<RecordedRequest> arrival = new CompletableFuture<>();
        upstream.when(
                any -> any.method().equals("POST"),
                (request, wire) -> {
                    arrival.complete(request);
                    reply.play(request, wire);
                });
        try (Socket client = platform().send(chat)) {
            RecordedRequest seen = arrival.orTimeout(SOON.toMillis(), MILLISECONDS).join();
            use.with(client, seen);
            return seen;
        }
    }

    private interface SocketUse {
        void with(Socket client, RecordedRequest seen) throws IOException;
    }

    @Test
    void should_abort_the_upstream_when_the_client_leaves_before_a_whole_answer()
            throws IOException {
        long[] left = {0};
        RecordedRequest seen =
                arrived(
                        chat(false),
                        Fault.stall(),
                        (client, request) -> left[0] = System.nanoTime());
        assertTrue(seen.awaitAbort(ABORT) - left[0] < ABORT.toNanos());
    }

    @Test
    void should_abort_the_upstream_when_the_client_leaves_a_stream() throws IOException {
        RecordedRequest seen =
                arrived(
                        chat(true),
                        endless(),
                        (client, request) -> client.getInputStream().readNBytes(4096));
        seen.awaitAbort(ABORT);
    }

    @Test
    void should_reach_the_upstream_with_all_calls_when_many_come_at_once()
            throws IOException, InterruptedException {
        CountDownLatch arrived = new CountDownLatch(MANY);
        Reply stall = Fault.stall();
        upstream.when(
                any -> any.method().equals("POST"),
                (request, wire) -> {
                    arrived.countDown();
                    stall.play(request, wire);
                });
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                clients.add(platform().send(chat(true)));
            }
            assertTrue(arrived.await(SOON.toMillis(), MILLISECONDS), "some wait for others' end");
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void should_pause_the_upstream_when_the_client_does_not_read() throws IOException {
        arrived(
                chat(true),
                endless(),
                (client, request) ->
                        request.awaitStandstill(Duration.ofMillis(300), Duration.ofSeconds(20)));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, invalid_request_error",
        "401, 502, provider_error",
        "403, 502, provider_error",
        "429, 429, rate_limit_error",
        "500, 502, provider_error",
        "529, 503, service_unavailable",
    })
    void should_have_the_right_status_when_the_upstream_fails(int theirs, int ours, String type) {
        for (boolean stream : new boolean[] {false, true}) {
            upstream.always(error(theirs, "no luck with " + SECRET).header("Retry-After", "7"));
            HttpResponse<String> answer = post(chat(stream));
            assertError(ours, type, answer);
            if (ours == 429) {
                assertEquals("7", answer.headers().firstValue("retry-after").orElse(""));
            }
        }
    }

    @Test
    void should_be_a_timeout_when_the_upstream_does_not_begin() {
        upstream.always(Fault.stall());
        assertError(504, "timeout_error", post(chat(false)));
        assertError(504, "timeout_error", post(chat(true)));
    }

    @Test
    void should_be_the_providers_error_when_the_upstream_hangs_up() {
        upstream.always(Fault.close());
        assertError(502, "provider_error", post(chat(false)));
        assertError(502, "provider_error", post(chat(true)));
    }

    @Test
    void should_end_with_one_error_when_the_upstream_dies_in_a_stream() {
        upstream.always(breakingOff());
        HttpResponse<String> answer = post(chat(true));
        assertEquals(200, answer.statusCode());
        var frames = frames(answer.body());
        assertEquals(1, frames.stream().filter(frame -> frame.contains("\"error\"")).count());
        assertTrue(frames.getLast().contains("\"error\""), answer.body());
        assertFalse(answer.body().contains("[DONE]"), answer.body());
    }

    private static void assertError(int status, String type, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertEquals(type, error.getString("type"));
        assertFalse(answer.body().contains(SECRET), answer.body());
        assertFalse(answer.headers().toString().contains(SECRET));
    }

    @Test
    void should_show_no_secret_when_all_is_logged() {
        upstream.always(error(500, "your key is " + SECRET));
        post(chat(false));
        post(chat(true));
        upstream.recover();
        prepare(upstream);
        post(chat(false));
        post(chat(true));
        assertFalse(platform().log().isEmpty(), "nothing was logged");
        for (String line : platform().log()) {
            assertFalse(line.contains(SECRET), line);
        }
    }
}
