// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.Prices;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/// A model that a test puts up for choice.
record Candidate(
        String instance,
        ModelInfo info,
        double quality,
        double liked,
        long firstTokenMillis,
        Optional<String> obstacle)
        implements Contender {
    static Candidate of(String id, double quality, double input, double output) {
        ModelFacts facts = ModelFacts.UNKNOWN.withPrices(Prices.of(input, output));
        return unknown(id, quality).with(facts);
    }

    /// One of which no price is known.
    static Candidate unknown(String id, double quality) {
        return new Candidate(
                "up", ModelInfo.of(id, ModelMode.CHAT), quality, 0, -1, Optional.empty());
    }

    private Candidate with(ModelFacts facts) {
        return new Candidate(
                instance, info.withFacts(facts), quality, liked, firstTokenMillis, obstacle);
    }

    Candidate after(long millis) {
        return new Candidate(instance, info, quality, liked, millis, obstacle);
    }

    Candidate rated(double more) {
        return new Candidate(instance, info, quality, more, firstTokenMillis, obstacle);
    }

    Candidate that(String cannot) {
        return new Candidate(instance, info, quality, liked, firstTokenMillis, Optional.of(cannot));
    }

    Candidate can(Ability... abilities) {
        return with(info.facts().withAbilities(Set.of(abilities)));
    }

    Candidate holding(long tokens) {
        return with(info.facts().withContext(tokens));
    }

    Candidate retiredOn(LocalDate day) {
        ModelFacts f = info.facts();
        return with(
                new ModelFacts(
                        f.context(),
                        f.maxOutput(),
                        f.dimensions(),
                        f.abilities(),
                        f.prices(),
                        f.aliases(),
                        Optional.of(day),
                        f.successor()));
    }

    @Override
    public double rating(WorkClass work) {
        return liked;
    }
}
