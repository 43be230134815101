// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.distribution.support.Chunks;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.EventStream;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Frames go out as they come, whole, and the last of them is `[DONE]`. the ends of the lines are
/// part of what is sent
class StreamFramesTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    @Test
    void should_end_with_done_once_when_the_upstream_says_it() {
        GATEWAY.answer(ChatReply.of("a", "b"));
        assertDoneOnceAtTheEnd();
    }

    @Test
    void should_end_with_done_once_when_the_upstream_does_not_say_it() {
        GATEWAY.answer(ChatReply.of("a", "b").whenStreamed(SseReply::withoutDone));
        assertDoneOnceAtTheEnd();
    }

    @Test
    void should_end_with_done_once_when_the_upstream_says_it_twice() {
        GATEWAY.answer(
                SseReply.ofData(
                        Chunks.delta("{\"content\":\"a\"}"),
                        Chunks.last("stop"),
                        Chunks.DONE,
                        Chunks.DONE));
        assertDoneOnceAtTheEnd();
    }

    @Test
    void should_end_with_done_once_when_closing_ends_the_upstreams_body() {
        GATEWAY.answer(ChatReply.of("a").whenStreamed(SseReply::untilClose));
        assertDoneOnceAtTheEnd();
    }

    private static void assertDoneOnceAtTheEnd() {
        try (EventStream stream = GATEWAY.stream(Chunks.REQUEST)) {
            List<String> frames = stream.rest();
            assertEquals(EventStream.DONE, frames.getLast());
            assertEquals(1, Collections.frequency(frames, EventStream.DONE));
        }
    }

    @Test
    void should_pass_a_frame_on_when_the_next_is_not_sent_yet() {
        Semaphore next = new Semaphore(0);
        int frames = 20;
        GATEWAY.answer(stepByStep(next, frames));
        try (EventStream stream = GATEWAY.stream(Chunks.REQUEST)) {
            assertEquals(
                    "",
                    Chunks.delta(EventStream.json(stream.next().orElseThrow()))
                            .getString("content"));
            for (int i = 0; i < frames; i++) {
                String frame = stream.next().orElseThrow();
                assertEquals("t" + i, Chunks.delta(EventStream.json(frame)).getString("content"));
                next.release();
            }
            assertEquals(EventStream.DONE, stream.rest().getLast());
        }
    }

    /// Sends a frame only when the one before has been seen by the client.
    private static Reply stepByStep(Semaphore next, int frames) {
        return (request, wire) -> {
            wire.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                            .getBytes(UTF_8));
            for (int i = 0; i < frames; i++) {
                String frame =
                        "data: " + Chunks.delta("{\"content\":\"t%d\"}".formatted(i)) + "\n\n";
                wire.write(frame.getBytes(UTF_8));
                acquire(next);
            }
            wire.finishAndClose(
                    ("data: " + Chunks.last("stop") + "\n\ndata: [DONE]\n\n").getBytes(UTF_8));
        };
    }

    private static void acquire(Semaphore next) {
        try {
            if (!next.tryAcquire(Gateway.SOON.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the frame did not reach the client");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void should_put_frames_together_when_the_upstream_splits_them() {
        GATEWAY.answer(
                ChatReply.of("Hellö", " wörld 😀")
                        .whenStreamed(s -> s.inWritesOf(Duration.ofNanos(100_000), 1, 7, 3)));
        // the reader of frames refuses a frame that came in two writes
        try (EventStream stream = GATEWAY.stream(Chunks.REQUEST)) {
            StringBuilder text = new StringBuilder();
            stream.chunks()
                    .forEach(chunk -> text.append(Chunks.delta(chunk).getString("content", "")));
            assertEquals("Hellö wörld 😀", text.toString());
        }
    }

    @Test
    void should_say_how_to_treat_the_stream_when_it_begins() {
        GATEWAY.answer(ChatReply.of("a"));
        try (EventStream stream = GATEWAY.stream(Chunks.REQUEST)) {
            assertEquals(200, stream.status());
            assertTrue(stream.header("content-type").startsWith("text/event-stream"));
            assertEquals("no", stream.header("x-accel-buffering"));
            assertEquals("no-cache", stream.header("cache-control"));
            assertEquals("", stream.header("content-encoding"));
            assertFalse(stream.header("x-request-id").isEmpty());
            stream.rest();
        }
    }

    @Test
    void should_give_each_frame_one_line_when_the_upstream_breaks_lines() {
        GATEWAY.answer(
                SseReply.ofFrames(
                        List.of(
                                "event: x\r\nid: 4\r\n: a comment\r\ndata: "
                                        + Chunks.delta("{\"content\":\r\ndata: \"a\"}")
                                        + "\r\n\r\n",
                                "data:" + Chunks.last("stop") + "\n\n",
                                "data: [DONE]\n\n")));
        try (EventStream stream = GATEWAY.stream(Chunks.REQUEST)) {
            List<String> frames = stream.rest();
            assertTrue(
                    frames.stream().allMatch(f -> f.matches("data: [^\n]*\n\n")), frames::toString);
            assertEquals("a", Chunks.delta(EventStream.json(frames.get(1))).getString("content"));
        }
    }

    @Test
    void should_keep_the_bytes_of_a_chunk_when_it_needs_no_mending() {
        String chunk =
                "{\"id\":\"forge-c1\",\"object\":\"chat.completion.chunk\",\"created\":7,\"model\":\"m\",\"x\":[1e999,"
                    + " -0.0],\"choices\":[{\"index\":0,"
                    + " \"delta\":{\"content\":\"\\ud800é\",\"y\":{\"a\":1,\"a\":2}},\"finish_reason\":null}]}";
        GATEWAY.answer(
                SseReply.ofData(
                        Chunks.delta("{\"role\":\"assistant\",\"content\":\"\"}")
                                .replace("\"c1\"", "\"forge-c1\""),
                        chunk,
                        Chunks.last("stop").replace("\"c1\"", "\"forge-c1\""),
                        Chunks.DONE));
        try (EventStream stream = GATEWAY.stream(Chunks.REQUEST)) {
            assertEquals("data: " + chunk + "\n\n", stream.rest().get(1));
        }
    }
}
