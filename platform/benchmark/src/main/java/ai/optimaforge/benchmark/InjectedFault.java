// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.Fault;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.Reply;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// What goes wrong with an upstream while it is called.
enum InjectedFault {
    /// Its port is closed, and its connections with it.
    DIES("dies"),
    /// Every other call is answered with 500.
    HALF_500("answers 500 half of the time"),
    /// Every call is answered with 429 and a wait.
    LIMITS("answers 429 with Retry-After"),
    /// Calls are read and never answered.
    STALLS("stalls"),
    /// The connection is reset in the middle of the answer.
    RESETS("resets in the midst of an answer");

    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(5);
    private static final int BYTES_BEFORE_RESET = 20;
    private static final int FRAMES_BEFORE_RESET = 2;

    private final String title;

    InjectedFault(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /// The answer of an upstream that is well.
    static ChatReply well() {
        return ChatReply.of("one", " two", " three", " four")
                .whenStreamed(stream -> stream.every(BETWEEN_FRAMES));
    }

    /// What every call is answered with; of no use where the upstream is dead.
    Reply reply() {
        return switch (this) {
            case DIES -> Fault.reset();
            case HALF_500 -> halfOfTheTime();
            case LIMITS -> HttpReply.status(429).header("Retry-After", "2");
            case STALLS -> Fault.stall();
            case RESETS ->
                    ChatReply.of("one", " two", " three", " four")
                            .whenWhole(answer -> answer.resetAfter(BYTES_BEFORE_RESET))
                            .whenStreamed(
                                    stream ->
                                            stream.every(BETWEEN_FRAMES)
                                                    .resetAfter(FRAMES_BEFORE_RESET));
        };
    }

    private static Reply halfOfTheTime() {
        AtomicInteger calls = new AtomicInteger();
        Reply bad = HttpReply.status(500);
        Reply good = well();
        return (request, wire) ->
                (calls.getAndIncrement() % 2 == 0 ? bad : good).play(request, wire);
    }
}
