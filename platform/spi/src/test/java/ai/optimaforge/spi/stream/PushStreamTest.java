// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// A stream between a producer and a reader who take turns; everything that happens is in the
/// log.
class PushStreamTest {
    private final List<String> log = new ArrayList<>();
    private final PushStream<String> stream =
            new PushStream<>(
                    new PushStream.Producer() {
                        @Override
                        public void pause() {
                            log.add("pause");
                        }

                        @Override
                        public void resume() {
                            log.add("resume");
                        }

                        @Override
                        public void cancel() {
                            log.add("cancel");
                        }
                    });

    @BeforeEach
    void listen() {
        stream.handler(log::add);
        stream.endHandler(nothing -> log.add("end"));
        stream.exceptionHandler(failure -> log.add(failure.getMessage()));
    }

    @Test
    void should_start_the_producer_when_the_reader_first_asks() {
        assertEquals(List.of(), log);
        stream.resume();
        stream.push("a");
        assertEquals(List.of("resume", "a"), log);
    }

    @Test
    void should_hold_items_and_the_producer_when_no_more_was_asked_for() {
        stream.fetch(1);
        stream.push("a");
        stream.push("b");
        assertEquals(List.of("resume", "a", "pause"), log);
        stream.fetch(2);
        assertEquals(List.of("resume", "a", "pause", "b", "resume"), log);
    }

    @Test
    void should_tell_the_end_after_the_items_when_the_producer_ends_first() {
        stream.push("a");
        stream.end();
        assertFalse(stream.isClosed());
        stream.resume();
        assertEquals(List.of("a", "end"), log);
        assertTrue(stream.isClosed());
    }

    @Test
    void should_tell_the_failure_after_the_items_when_the_producer_fails() {
        stream.push("a");
        stream.fail(new IllegalStateException("broken"));
        stream.end();
        stream.resume();
        assertEquals(List.of("a", "broken"), log);
    }

    @Test
    void should_abort_the_producer_and_drop_what_waits_when_the_reader_cancels() {
        stream.fetch(1);
        stream.push("a");
        stream.push("b");
        stream.cancel();
        stream.cancel();
        stream.push("c");
        stream.end();
        stream.resume();
        assertEquals(List.of("resume", "a", "pause", "cancel"), log);
        assertTrue(stream.isClosed());
    }

    @Test
    void should_leave_the_producer_alone_when_the_reader_cancels_after_it_ended() {
        stream.push("a");
        stream.end();
        stream.cancel();
        assertEquals(List.of(), log);
    }

    @Test
    void should_hand_on_no_more_when_the_reader_cancels_at_an_item() {
        stream.handler(
                item -> {
                    log.add(item);
                    stream.cancel();
                });
        stream.push("a");
        stream.push("b");
        stream.resume();
        assertEquals(List.of("a", "cancel"), log);
    }

    @Test
    void should_go_on_when_the_reader_threw_at_an_item() {
        stream.handler(
                item -> {
                    log.add(item);
                    if ("a".equals(item)) {
                        throw new IllegalStateException();
                    }
                });
        stream.resume();
        assertThrows(IllegalStateException.class, () -> stream.push("a"));
        stream.push("b");
        stream.end();
        assertEquals(List.of("resume", "a", "b", "end"), log);
    }

    @Test
    void should_refuse_a_negative_amount_when_the_reader_asks_for_one() {
        assertThrows(IllegalArgumentException.class, () -> stream.fetch(-1));
    }

    @Test
    void should_ask_without_bound_when_the_amounts_overflow() {
        stream.fetch(Long.MAX_VALUE - 1);
        stream.fetch(Long.MAX_VALUE - 1);
        stream.push("a");
        stream.end();
        assertEquals(List.of("resume", "a", "end"), log);
    }
}
