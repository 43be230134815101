// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.model.Ability;

import java.util.Set;

/// A rule of the operator's: which calls it takes, and what they go by. An empty set is no
/// condition.
record Rule(
        String name,
        Set<WorkClass> work,
        Set<Ability> needs,
        Set<Tier> tiers,
        long tokensAbove,
        long tokensBelow,
        Policy policy) {
    Rule {
        work = Set.copyOf(work);
        needs = Set.copyOf(needs);
        tiers = Set.copyOf(tiers);
    }

    boolean takes(Needs call, Tier tier) {
        return (work.isEmpty() || work.contains(call.work()))
                && call.abilities().containsAll(needs)
                && (tiers.isEmpty() || tiers.contains(tier))
                && call.promptTokens() > tokensAbove
                && call.promptTokens() < tokensBelow;
    }

    /// Whether it takes every call that another takes.
    boolean covers(Rule other) {
        return (work.isEmpty() || (!other.work.isEmpty() && work.containsAll(other.work)))
                && other.needs.containsAll(needs)
                && (tiers.isEmpty() || (!other.tiers.isEmpty() && tiers.containsAll(other.tiers)))
                && tokensAbove <= other.tokensAbove
                && tokensBelow >= other.tokensBelow;
    }
}
