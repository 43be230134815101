// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.Prices;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The best that can goes first, and those that can't say why.
class RankingTest {
    private static final Candidate LARGE = Candidate.of("large", 0.9, 10, 30);
    private static final Candidate MIDDLE = Candidate.of("middle", 0.6, 1, 4);
    private static final Candidate SMALL = Candidate.of("small", 0.3, 0.05, 0.2);
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;
    private static final Policy USUAL = policy("auto");

    private static Needs needs(WorkClass work, Ability... abilities) {
        return new Needs(Set.of(abilities), 1_000, 500, work);
    }

    private static Policy policy(String name) {
        return RoutingRules.none().policy(name, needs(WorkClass.OTHER), Tier.FREE);
    }

    private static List<String> order(Policy policy, Needs needs, double cost, Candidate... all) {
        return ids(Ranking.rank(List.of(all), needs, policy, cost, NO_LIMIT));
    }

    private static List<String> ids(List<Assessment<Candidate>> assessments) {
        return assessments.stream().map(assessment -> assessment.contender().info().id()).toList();
    }

    private static Optional<String> rejection(Policy policy, Needs needs, Candidate candidate) {
        return Ranking.rank(List.of(candidate), needs, policy, 0, NO_LIMIT).getFirst().rejected();
    }

    @ParameterizedTest
    @CsvSource({
        "auto:best, CODE, large",
        "auto:best, CONVERSATION, large",
        "auto:cheap, CODE, small",
        "auto:cheap, CONVERSATION, small",
    })
    void should_choose_by_the_policy(String policy, WorkClass work, String best) {
        assertEquals(
                best, order(policy(policy), needs(work), 0.4, SMALL, LARGE, MIDDLE).getFirst());
    }

    @ParameterizedTest
    @CsvSource({"0, large", "0.6, middle", "1, small"})
    void should_go_by_how_much_the_caller_minds_costs(double sensitivity, String best) {
        assertEquals(
                best,
                order(USUAL, needs(WorkClass.OTHER), sensitivity, SMALL, LARGE, MIDDLE).getFirst());
    }

    @Test
    void should_want_more_for_hard_work_than_for_a_chat() {
        assertEquals(
                "small", order(USUAL, needs(WorkClass.CONVERSATION), 0.4, SMALL, LARGE).getFirst());
        assertEquals("large", order(USUAL, needs(WorkClass.MATHS), 0.4, SMALL, LARGE).getFirst());
    }

    @Test
    void should_prefer_the_faster_when_all_else_is_the_same() {
        Candidate slow = Candidate.of("slow", 0.6, 1, 4).after(4_000);
        Candidate fast = Candidate.of("fast", 0.6, 1, 4).after(100);
        assertEquals(List.of("fast", "slow"), order(USUAL, needs(WorkClass.CODE), 0, slow, fast));
        Candidate better = Candidate.of("better", 0.8, 1, 4).after(4_000);
        assertEquals(
                "fast",
                order(policy("auto:fast"), needs(WorkClass.CODE), 0, better, fast).getFirst());
    }

    @Test
    void should_keep_the_order_of_equals() {
        Candidate one = Candidate.of("one", 0.6, 1, 4);
        Candidate other = Candidate.of("other", 0.6, 1, 4);
        assertEquals(List.of("one", "other"), order(USUAL, needs(WorkClass.CODE), 0.4, one, other));
        assertEquals(List.of("other", "one"), order(USUAL, needs(WorkClass.CODE), 0.4, other, one));
    }

    @Test
    void should_let_ratings_tip_the_scale_but_not_leave_it() {
        Candidate liked = Candidate.of("liked", 0.6, 1, 4).rated(0.2);
        assertEquals("liked", order(USUAL, needs(WorkClass.MATHS), 0.4, MIDDLE, liked).getFirst());
        Candidate adored = Candidate.of("adored", 0.95, 1, 4).rated(0.2);
        assertEquals(
                1.0,
                Ranking.rank(List.of(adored), needs(WorkClass.MATHS), USUAL, 0, NO_LIMIT)
                        .getFirst()
                        .quality());
    }

    @Test
    void should_tell_what_the_call_would_cost() {
        Assessment<Candidate> assessment =
                Ranking.rank(List.of(LARGE), needs(WorkClass.CODE), USUAL, 0, NO_LIMIT).getFirst();
        assertEquals((1_000 * 10 + 500 * 30) / 1e6, assessment.costUsd(), 1e-12);
        Candidate unknown = Candidate.unknown("unknown", 0.5);
        assertTrue(
                Double.isNaN(
                        Ranking.rank(List.of(unknown), needs(WorkClass.CODE), USUAL, 0, NO_LIMIT)
                                .getFirst()
                                .costUsd()));
    }

    @Test
    void should_put_those_that_cannot_last_and_say_why() {
        Candidate blind = Candidate.of("blind", 0.9, 1, 4).can(Ability.TOOLS);
        List<Assessment<Candidate>> assessments =
                Ranking.rank(
                        List.of(blind, SMALL),
                        needs(WorkClass.CODE, Ability.VISION),
                        USUAL,
                        0.4,
                        NO_LIMIT);
        assertEquals(List.of("small", "blind"), ids(assessments));
        assertEquals(Optional.of("lacks vision"), assessments.getLast().rejected());
        assertEquals(0, assessments.getLast().score());
    }

    @Test
    void should_say_why_a_model_cannot_take_the_call() {
        Needs image = needs(WorkClass.CODE, Ability.VISION);
        Needs plain = needs(WorkClass.CODE);
        assertEquals(
                Optional.of("its context of 999 tokens is too short for 1000"),
                rejection(USUAL, plain, SMALL.holding(999)));
        assertEquals(Optional.empty(), rejection(USUAL, plain, SMALL.holding(1_000)));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertEquals(Optional.of("is retired"), rejection(USUAL, plain, SMALL.retiredOn(today)));
        assertEquals(Optional.empty(), rejection(USUAL, plain, SMALL.retiredOn(today.plusDays(2))));
        assertEquals(
                Optional.of("its circuit is open"),
                rejection(USUAL, plain, SMALL.that("its circuit is open")));
        assertEquals(Optional.empty(), rejection(USUAL, image, SMALL));
        assertEquals(Optional.empty(), rejection(USUAL, image, SMALL.can(Ability.VISION)));
        Policy others = Policy.of("auto:eu", Optional.empty(), List.of("eu/*", "*/large"));
        assertEquals(
                Optional.of("not among the candidates of auto:eu"),
                rejection(others, plain, SMALL));
        assertEquals(Optional.empty(), rejection(others, plain, LARGE));
    }

    @Test
    void should_judge_an_unknown_model_by_its_price_within_bounds() {
        assertEquals(0.05, Ranking.qualityOf(Prices.of(0, 0)));
        assertEquals(0.05, Ranking.qualityOf(Prices.of(0.001, 0.001)));
        assertEquals(0.95, Ranking.qualityOf(Prices.of(600, 600)));
        double small = Ranking.qualityOf(Prices.of(0.15, 0.6));
        double large = Ranking.qualityOf(Prices.of(5, 25));
        assertTrue(0.2 < small && small < 0.5 && large > 0.75, small + " " + large);
    }
}
