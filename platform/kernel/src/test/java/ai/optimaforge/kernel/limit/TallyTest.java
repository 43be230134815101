// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.cluster.StepFunction.Outcome;
import ai.optimaforge.kernel.limit.Verdict.Reason;
import ai.optimaforge.kernel.usage.Spent;
import ai.optimaforge.spi.admin.Limits;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What nodes send to a user's tally, as bytes, and what it says.
class TallyTest {
    private static final long NOON = Instant.parse("2026-11-30T12:00:30Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private byte[] state = {};
    private List<String> dead = List.of();

    private static Limits limits() {
        return new Limits(
                Optional.of(2L),
                Optional.of(5L),
                Optional.of(1_000L),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Limits concurrent(long calls) {
        return new Limits(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(calls),
                Optional.empty(),
                Optional.empty());
    }

    private static Limits budget(double usdPerDay, double usdPerMonth) {
        return new Limits(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(usdPerDay),
                Optional.of(usdPerMonth));
    }

    private Verdict admit(long millis, Limits limits, long tokens) {
        return admit(millis, "node", tokens, Quota.of(Quota.USER, limits));
    }

    private Verdict admit(long millis, String node, long tokens, Quota... quotas) {
        Admit admit = new Admit(millis, RateClass.DEFAULT, tokens, node, dead, List.of(quotas));
        Outcome outcome = TallyStep.function(Admit::read).run(state, admit.argument());
        state = outcome.state();
        return admit.result(outcome.answer());
    }

    private void settle(Verdict admitted, long millis, long expected, long used, double usd) {
        Settle settle =
                new Settle(
                        millis,
                        "node",
                        admitted.minuteIndex(),
                        expected,
                        used,
                        usd,
                        List.of(Quota.USER));
        state = TallyStep.function(Settle::read).run(state, settle.argument()).state();
    }

    @Test
    void should_begin_anew_when_the_minute_of_the_clock_turns() {
        assertTrue(admit(NOON, limits(), 0).isAllowed());
        assertEquals(0, admit(NOON, limits(), 0).minute().remaining());
        Verdict refused = admit(NOON, limits(), 0);
        assertEquals(Reason.REQUESTS_PER_MINUTE, refused.refused());
        assertEquals(NOON / 1000 + 30, refused.retryAtSeconds());
        assertTrue(admit(NOON + 30_000, limits(), 0).isAllowed());
    }

    @Test
    void should_count_the_day_on_when_minutes_turn() {
        for (int minute = 0; minute < 3; minute++) {
            admit(NOON + minute * MINUTE, limits(), 0);
            admit(NOON + minute * MINUTE, limits(), 0);
        }
        assertEquals(Reason.REQUESTS_PER_DAY, admit(NOON + 5 * MINUTE, limits(), 0).refused());
        assertTrue(admit(NOON + DAY, limits(), 0).isAllowed());
    }

    @Test
    void should_leave_no_trace_when_a_call_is_refused() {
        admit(NOON, limits(), 0);
        admit(NOON, limits(), 0);
        byte[] before = state;
        assertFalse(admit(NOON, limits(), 0).isAllowed());
        assertSame(before, state);
    }

    @Test
    void should_refuse_by_the_estimate_and_let_in_by_what_was_used() {
        Verdict first = admit(NOON, limits(), 900);
        assertEquals(Reason.TOKENS_PER_MINUTE, admit(NOON, limits(), 200).refused());
        settle(first, NOON, 900, 100, 0);
        assertTrue(admit(NOON, limits(), 200).isAllowed());
    }

    @Test
    void should_charge_what_was_used_when_the_minute_has_turned_meanwhile() {
        Verdict first = admit(NOON, limits(), 900);
        settle(first, NOON + MINUTE, 900, 1_000, 0);
        assertEquals(Reason.TOKENS_PER_MINUTE, admit(NOON + MINUTE, limits(), 1).refused());
    }

    @Test
    void should_let_a_long_call_in_when_nothing_else_was_used() {
        assertTrue(admit(NOON, limits(), 5_000).isAllowed());
    }

    @Test
    void should_free_the_calls_of_a_node_when_it_is_dead() {
        Quota two = Quota.of(Quota.USER, concurrent(2));
        admit(NOON, "a", 0, two);
        admit(NOON, "b", 0, two);
        assertEquals(Reason.CONCURRENT, admit(NOON, "b", 0, two).refused());
        dead = List.of("a");
        assertTrue(admit(NOON, "b", 0, two).isAllowed());
        assertEquals(Reason.CONCURRENT, admit(NOON, "b", 0, two).refused());
    }

    @Test
    void should_stop_when_the_money_is_spent() {
        Verdict first = admit(NOON, budget(1, 1.5), 0);
        settle(first, NOON, 0, 0, 1.2);
        assertEquals(Reason.USD_PER_DAY, admit(NOON, budget(1, 1.5), 0).refused());
        Verdict second = admit(NOON, budget(2, 1.5), 0);
        settle(second, NOON, 0, 0, 0.5);
        assertEquals(Reason.USD_PER_MONTH, admit(NOON, budget(2, 1.5), 0).refused());
        assertTrue(admit(NOON + DAY, budget(2, 1.5), 0).isAllowed(), "December has begun");
    }

    @Test
    void should_name_the_keys_limit_when_it_is_the_narrower_one() {
        Quota user = Quota.of(Quota.USER, concurrent(5));
        Quota key = Quota.of("key_1", concurrent(1));
        assertTrue(admit(NOON, "node", 0, user, key).isAllowed());
        Verdict refused = admit(NOON, "node", 0, user, key);
        assertTrue(refused.ofKey());
        assertEquals(1, refused.limit());
        assertTrue(admit(NOON, "node", 0, user).isAllowed(), "by another key of the user");
    }

    @Test
    void should_not_go_back_when_a_nodes_clock_is_behind() {
        admit(NOON + MINUTE, limits(), 0);
        admit(NOON + MINUTE, limits(), 0);
        assertFalse(admit(NOON, limits(), 0).isAllowed());
    }

    @Test
    void should_know_what_was_done_before_when_reminded() {
        Remember remember = new Remember(NOON, new Spent(4, 0, 0));
        state = TallyStep.function(Remember::read).run(state, remember.argument()).state();
        assertEquals(0, admit(NOON, limits(), 0).day().remaining());
        assertEquals(Reason.REQUESTS_PER_DAY, admit(NOON, limits(), 0).refused());
    }
}
