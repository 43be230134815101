// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// A circuit opens on failures, lets one probe through, and closes or stays open by its outcome.
class HealthTest {
    private static final Duration LONG = Duration.ofSeconds(40);

    private static Health after(int failures, Health health) {
        for (int i = 0; i < failures; i++) {
            assertTrue(health.admits());
            health.failed();
        }
        return health;
    }

    private static Health open(Duration pause) {
        return after(3, new Health(3, pause));
    }

    private static void awaitPause(Health health) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!health.openFor().isZero()) {
            assertTrue(System.nanoTime() < deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void should_open_when_so_many_calls_failed_in_a_row() {
        Health health = after(2, new Health(3, LONG));
        assertFalse(health.isOpen());
        assertTrue(health.failed(), "this one opens it");
        assertTrue(health.isOpen());
        assertTrue(health.isSpared());
        assertFalse(health.admits());
        assertFalse(health.failed(), "it is open already");
    }

    @Test
    void should_stay_closed_when_a_call_went_well_in_between() {
        Health health = after(2, new Health(3, LONG));
        health.succeeded();
        after(2, health);
        assertFalse(health.isOpen());
    }

    @Test
    void should_open_when_half_of_twenty_calls_failed() {
        Health health = new Health(100, LONG);
        for (int i = 0; i < 9; i++) {
            health.succeeded();
            health.failed();
        }
        health.succeeded();
        assertFalse(health.isOpen());
        assertTrue(health.failed());
    }

    @Test
    void should_never_open_when_it_is_switched_off() {
        assertFalse(after(1_000, new Health(0, LONG)).isOpen());
    }

    @Test
    void should_let_one_probe_through_when_the_pause_is_over() {
        Health health = open(Duration.ofMillis(20));
        awaitPause(health);
        assertFalse(health.isOpen(), "a probe may go");
        assertTrue(health.admits());
        assertTrue(health.isOpen(), "the probe is under way");
        assertFalse(health.admits());
        health.succeeded();
        assertTrue(health.admits());
        assertTrue(health.admits());
        assertFalse(health.isOpen());
    }

    @Test
    void should_let_another_probe_through_when_the_first_told_nothing() {
        Health health = open(Duration.ofMillis(20));
        awaitPause(health);
        assertTrue(health.admits());
        health.toldNothing();
        assertTrue(health.admits());
        assertFalse(health.admits());
    }

    @Test
    void should_pause_twice_as_long_when_the_probe_fails_up_to_a_minute() {
        Health health = new Health(1, LONG);
        health.failed();
        long first = health.openFor().toMillis();
        assertTrue(first > 34_000 && first <= 40_000, "an eighth less at most: " + first);
        health.failed();
        long second = health.openFor().toMillis();
        assertTrue(second > 52_000 && second <= 60_000, "a minute at most: " + second);
    }

    @Test
    void should_begin_with_the_first_pause_again_when_it_was_closed_in_between() {
        Health health = new Health(1, Duration.ofSeconds(20));
        health.failed();
        health.failed();
        assertTrue(health.openFor().toSeconds() > 20);
        health.succeeded();
        health.failed();
        assertTrue(health.openFor().toSeconds() <= 20);
    }

    @Test
    void should_be_spared_and_not_open_while_it_rests() {
        Health health = new Health(3, LONG);
        health.rest(Duration.ofSeconds(30));
        assertTrue(health.isSpared());
        assertFalse(health.isOpen());
        assertTrue(health.admits(), "who has nowhere else to go may go there");
        assertTrue(health.restsFor().toSeconds() >= 29);
        health.rest(Duration.ofDays(1));
        assertTrue(health.restsFor().toMinutes() <= 10, "no upstream sends us away for long");
    }

    @Test
    void should_go_by_what_other_nodes_say_as_a_hint() {
        Health health = new Health(3, LONG);
        health.hint(Duration.ofSeconds(30));
        assertTrue(health.isSpared());
        assertFalse(health.isOpen());
        health.hint(Duration.ofMillis(-1));
        assertFalse(health.isSpared());
    }

    @Test
    void should_know_the_median_of_the_first_tokens() {
        Health health = new Health(3, LONG);
        assertEquals(-1, health.firstTokenMillis());
        health.firstTokenElsewhere(70);
        assertEquals(70, health.firstTokenMillis());
        for (long millis : new long[] {10, 1_000, 20}) {
            health.firstToken(Duration.ofMillis(millis).toNanos());
        }
        assertEquals(20, health.firstTokenMillis());
        health.firstTokenElsewhere(70);
        assertEquals(20, health.firstTokenMillis());
    }
}
