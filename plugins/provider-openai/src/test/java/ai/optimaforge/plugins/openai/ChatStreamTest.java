// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.testing.EventLoop;
import ai.optimaforge.testing.Reading;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.SseReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

class ChatStreamTest extends ProviderTest {
    private static final String CHUNK =
            "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}";
    private static final String LAST =
            "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    private static List<String> texts(List<ChatChunk> chunks) {
        return chunks.stream().map(chunk -> chunk.document().toString()).toList();
    }

    @Test
    void should_pass_request_and_chunks_on_to_the_byte() {
        String odd = "{ \"choices\":[],\"n\":1.50,  \"é\":\"\\u00e9\" }";
        upstream.next(SseReply.ofData(CHUNK, odd, LAST, "[DONE]"));
        assertEquals(List.of(CHUNK, odd, LAST), texts(chunks()));
        assertEquals(STREAM.document().toString(), upstream.nextRequest(SOON).text());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64})
    void should_read_chunks_when_the_network_splits_them_anywhere(int size) {
        upstream.next(SseReply.ofData(CHUNK, LAST, "[DONE]").inWritesOf(Duration.ZERO, size));
        assertEquals(List.of(CHUNK, LAST), texts(chunks()));
    }

    @Test
    void should_end_without_done_when_the_model_had_finished() {
        upstream.next(SseReply.ofData(CHUNK, LAST, "{\"choices\":[],\"usage\":{}}"));
        assertEquals(3, chunks().size());
    }

    @Test
    void should_fail_as_hung_up_when_the_stream_ends_unfinished() {
        UpstreamException failure = streamFailureAfter(SseReply.ofData(CHUNK, CHUNK));
        assertEquals(Failure.HUNG_UP, failure.failure());
        assertEquals("its stream ended before the answer was finished", failure.message());
    }

    @Test
    void should_fail_as_hung_up_when_the_connection_breaks() {
        var closing = SseReply.ofData(CHUNK, CHUNK, LAST, "[DONE]").closeAfter(2);
        assertEquals(Failure.HUNG_UP, streamFailureAfter(closing).failure());
        var resetting = SseReply.ofData(CHUNK, CHUNK, LAST, "[DONE]").resetAfter(2);
        assertEquals(Failure.HUNG_UP, streamFailureAfter(resetting).failure());
    }

    @Test
    void should_fail_before_the_stream_when_the_upstream_refuses() {
        var busy = HttpReply.error(503, "server_error", "overloaded", "Later.");
        UpstreamException failure = streamFailureAfter(busy.header("Retry-After", "3"));
        assertEquals(503, failure.status());
        assertEquals("Later.", failure.message());
        assertEquals(Optional.of(Duration.ofSeconds(3)), failure.retryAfter());
    }

    @Test
    void should_fail_as_answered_and_hang_up_when_the_stream_holds_an_error() {
        String error = "{\"error\":{\"code\":503,\"message\":\"Gone.\"},\"choices\":[]}";
        UpstreamException failure =
                streamFailureAfter(
                        SseReply.ofData(CHUNK, error, CHUNK, CHUNK)
                                .every(Duration.ofMillis(20))
                                .stallAfter(3));
        assertEquals(Failure.ANSWERED, failure.failure());
        assertEquals(503, failure.status());
        assertEquals("Gone.", failure.message());
        upstream.awaitAbort(ABORT);
    }

    @Test
    void should_fail_as_garbled_when_a_chunk_is_no_object() {
        UpstreamException failure = streamFailureAfter(SseReply.ofData(CHUNK, "{\"a\":"));
        assertEquals(Failure.GARBLED, failure.failure());
    }

    @Test
    void should_fail_as_garbled_when_the_answer_is_no_stream() {
        UpstreamException failure = streamFailureAfter(HttpReply.ok().body("{\"choices\":[]}"));
        assertEquals(Failure.GARBLED, failure.failure());
        assertEquals("it answered application/json to a stream", failure.message());
        var page = HttpReply.ok().header("Content-Type", "text/html").body("<html>");
        assertEquals(Failure.GARBLED, streamFailureAfter(page).failure());
    }

    @Test
    void should_fail_before_the_stream_when_a_200_holds_an_error() {
        upstream.next(HttpReply.ok().body("{\"error\":{\"code\":529,\"message\":\"Busy.\"}}"));
        UpstreamException failure = loop.failure(() -> provider.streamChat(STREAM, new TestCall()));
        assertEquals(529, failure.status());
        assertEquals("Busy.", failure.message());
    }

    @Test
    void should_time_out_when_no_chunk_comes() {
        UpstreamException failure =
                streamFailureAfter(SseReply.ofData(CHUNK).stallBeforeFirstFrame(SOON), impatient);
        assertEquals(Failure.FIRST_BYTE_TIMEOUT, failure.failure());
        upstream.awaitAbort(ABORT);
    }

    @Test
    void should_time_out_when_the_stream_falls_silent() {
        UpstreamException failure =
                streamFailureAfter(SseReply.ofData(CHUNK).stallAfter(1), impatient);
        assertEquals(Failure.IDLE_TIMEOUT, failure.failure());
        assertEquals("silent for 200 ms in its answer", failure.message());
        upstream.awaitAbort(ABORT);
    }

    @Test
    void should_abort_the_upstream_when_the_call_is_cancelled() {
        upstream.next(SseReply.endless(CHUNK).every(Duration.ofMillis(10)));
        TestCall call = new TestCall();
        Reading<ChatChunk> reading =
                loop.call(() -> provider.streamChat(STREAM, call).map(Reading::started));
        loop.run(call::cancel);
        upstream.awaitAbort(ABORT);
        assertEquals(Failure.HUNG_UP, EventLoop.failureOf(reading.end()).failure());
    }

    @Test
    void should_abort_the_upstream_when_the_stream_is_given_up() {
        upstream.next(SseReply.endless(CHUNK).every(Duration.ofMillis(10)));
        CancellableStream<ChatChunk> stream = stream();
        loop.run(stream::cancel);
        upstream.awaitAbort(ABORT);
    }

    @Test
    void should_halt_the_upstream_when_the_reader_pauses() throws InterruptedException {
        upstream.next(SseReply.endless(CHUNK));
        CancellableStream<ChatChunk> stream = stream();
        RecordedRequest request = upstream.nextRequest(SOON);
        long before = request.awaitStandstill(Duration.ofMillis(300), SOON);
        Reading<ChatChunk> reading = new Reading<>(stream);
        loop.run(() -> stream.fetch(3));
        await(() -> reading.items().size() == 3);
        loop.run(stream::resume);
        await(() -> request.bytesWritten() >= 4 * before);
        loop.run(stream::cancel);
        request.awaitAbort(ABORT);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within " + SOON);
            Thread.sleep(5);
        }
    }

    @Test
    void should_reuse_the_connection_when_a_slow_reader_gets_the_end() {
        upstream.always(
                ChatReply.of("a", "b").whenStreamed(s -> s.inWritesOf(Duration.ZERO, 9999)));
        for (int i = 0; i < 3; i++) {
            loop.call(() -> provider.streamChat(STREAM, new TestCall()).compose(Reading::oneByOne));
        }
        assertEquals(1, upstream.acceptedConnections());
    }

    @Test
    void should_keep_the_connection_when_the_reader_leaves_the_end_unread() throws Exception {
        String all = "data: " + CHUNK + "\n\ndata: " + LAST + "\n\ndata: [DONE]\n\n";
        upstream.next(SseReply.ofFrames(List.of(all)));
        TestCall call = new TestCall();
        CancellableStream<ChatChunk> stream = loop.call(() -> provider.streamChat(STREAM, call));
        loop.run(() -> stream.handler(chunk -> stream.pause()).resume());
        upstream.nextRequest(SOON).awaitCompletion(SOON);
        Thread.sleep(100);
        loop.run(call::cancel);
        chunks();
        assertEquals(1, upstream.acceptedConnections());
    }

    @Test
    void should_hang_up_when_the_upstream_does_not_end_after_done() {
        upstream.next(SseReply.ofData(LAST, "[DONE]", CHUNK).stallAfter(2));
        assertEquals(1, chunks().size());
        upstream.awaitAbort(SOON);
    }

    @Test
    void should_hang_up_when_the_upstream_goes_on_after_done() {
        List<String> events = new ArrayList<>(List.of(LAST, "[DONE]"));
        events.addAll(Collections.nCopies(1000, CHUNK));
        upstream.next(SseReply.ofData(events.toArray(String[]::new)).every(Duration.ofMillis(10)));
        assertEquals(1, chunks().size());
        upstream.awaitAbort(SOON);
    }
}
