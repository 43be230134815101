// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import ai.optimaforge.kernel.catalog.KnownModels;
import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.Prices;
import ai.optimaforge.spi.model.TokenUsage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Puts the models that might take a call in order, the best first and those that can't last.
///
/// The score is `quality × fit − cost × expense − latency × wait` by the weights of the policy.
/// The fit is the model's quality up to what the kind of work needs, beyond it for three tenths,
/// below it at twice the gap. Expense is the expected cost of the call on a logarithmic scale
/// from a millionth of a dollar, 0, to a dollar, 1; wait is `t / (t + 1 s)` for a first token
/// after `t`. The constants are ours, chosen so that each side is from 0 to 1.
public final class Ranking {
    private static final double BEYOND_NEED = 0.3;
    private static final double BELOW_NEED = 2;
    private static final double CHEAPEST_LOG = -6;
    private static final double UNKNOWN_EXPENSE = 0.5;
    private static final double UNKNOWN_WAIT = 1.0 / 3;
    private static final double WAIT_MILLIS = 1_000;
    private static final double LOWEST_PRICE = Math.log10(0.02);
    private static final double HIGHEST_PRICE = Math.log10(30);
    private static final double LEAST_QUALITY = 0.05;
    private static final double MOST_QUALITY = 0.95;

    private Ranking() {}

    /// Ranks contenders; equals keep their order.
    ///
    /// @param usdLeft what the call may cost: a contender that is expected to cost more can't
    /// take it. One of which no price is known can
    public static <C extends Contender> List<Assessment<C>> rank(
            List<C> contenders,
            Needs needs,
            Policy policy,
            double costSensitivity,
            double usdLeft) {
        Weights weights = policy.weights().orElseGet(() -> Weights.of(costSensitivity));
        List<Assessment<C>> assessments = new ArrayList<>(contenders.size());
        for (C contender : contenders) {
            assessments.add(assess(contender, needs, policy, weights, usdLeft));
        }
        assessments.sort(Ranking::byScore);
        return assessments;
    }

    /// Those that can, the best first, and then the others.
    private static int byScore(Assessment<?> one, Assessment<?> other) {
        int able = Boolean.compare(one.rejected().isPresent(), other.rejected().isPresent());
        return able != 0 ? able : Double.compare(other.score(), one.score());
    }

    private static <C extends Contender> Assessment<C> assess(
            C contender, Needs needs, Policy policy, Weights weights, double usdLeft) {
        double quality = Math.clamp(contender.quality() + contender.rating(needs.work()), 0.0, 1.0);
        double cost = cost(contender.info().facts(), needs);
        Optional<String> rejected =
                rejected(contender, needs, policy).or(() -> tooDear(cost, usdLeft));
        double score =
                rejected.isPresent()
                        ? 0
                        : weights.quality() * fit(quality, needs.work().neededQuality())
                                - weights.cost() * expense(cost)
                                - weights.latency() * delay(contender.firstTokenMillis());
        return new Assessment<>(contender, score, quality, cost, rejected);
    }

    private static Optional<String> rejected(Contender contender, Needs needs, Policy policy) {
        if (!policy.admits(contender)) {
            return Optional.of("not among the candidates of " + policy.name());
        }
        ModelFacts facts = contender.info().facts();
        for (Ability ability : needs.abilities()) {
            if (facts.lacks(ability)) {
                return Optional.of("lacks " + ability.name());
            }
        }
        if (facts.context().isPresent() && needs.promptTokens() > facts.context().getAsLong()) {
            return Optional.of(
                    "its context of %d tokens is too short for %d"
                            .formatted(facts.context().getAsLong(), needs.promptTokens()));
        }
        if (KnownModels.isRetired(contender.info())) {
            return Optional.of("is retired");
        }
        return contender.obstacle();
    }

    /// Why a model costs more than a call may; empty if it does not, or no price is known.
    public static Optional<String> tooDear(ModelFacts facts, Needs needs, double usdLeft) {
        return tooDear(cost(facts, needs), usdLeft);
    }

    private static Optional<String> tooDear(double cost, double usdLeft) {
        return cost > usdLeft
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "would cost about $%.6f, and $%.6f are left of the budget",
                                cost,
                                usdLeft))
                : Optional.empty();
    }

    private static double cost(ModelFacts facts, Needs needs) {
        return facts.prices()
                .map(
                        prices ->
                                prices.cost(
                                        new TokenUsage(
                                                needs.promptTokens(),
                                                needs.answerTokens(),
                                                0,
                                                0,
                                                0)))
                .orElse(Double.NaN);
    }

    private static double fit(double quality, double needed) {
        return quality >= needed
                ? needed + BEYOND_NEED * (quality - needed)
                : needed - BELOW_NEED * (needed - quality);
    }

    private static double expense(double cost) {
        if (Double.isNaN(cost)) {
            return UNKNOWN_EXPENSE;
        }
        return cost <= 0 ? 0 : Math.clamp((Math.log10(cost) - CHEAPEST_LOG) / -CHEAPEST_LOG, 0, 1);
    }

    private static double delay(long millis) {
        return millis < 0 ? UNKNOWN_WAIT : millis / (millis + WAIT_MILLIS);
    }

    /// What a model's price lets one guess of its quality: on a logarithmic scale from two cents
    /// to thirty dollars per million tokens, three of the prompt to one of the answer.
    public static double qualityOf(Prices prices) {
        double blended = (3 * prices.input() + prices.output()) / 4;
        if (blended <= 0) {
            return LEAST_QUALITY;
        }
        double place = (Math.log10(blended) - LOWEST_PRICE) / (HIGHEST_PRICE - LOWEST_PRICE);
        return Math.clamp(place, LEAST_QUALITY, MOST_QUALITY);
    }
}
