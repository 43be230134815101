// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What is known of a model beside its name. What is empty is not known, which is not the same as
/// not there: a model whose abilities are not known may have any.
///
/// @param context how long prompt and answer may be together, in tokens
/// @param maxOutput how long an answer may be, in tokens
/// @param dimensions how long the vectors of an embedding model are
/// @param abilities what it can do
/// @param prices what it costs
/// @param aliases other names that lead to it
/// @param retires the day from which it may be gone
/// @param successor the id of the model that its provider recommends in its place
public record ModelFacts(
        OptionalLong context,
        OptionalLong maxOutput,
        OptionalInt dimensions,
        Optional<Set<Ability>> abilities,
        Optional<Prices> prices,
        List<String> aliases,
        Optional<LocalDate> retires,
        Optional<String> successor) {
    /// Nothing.
    public static final ModelFacts UNKNOWN =
            new ModelFacts(
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());

    /// Keeps copies.
    public ModelFacts {
        abilities = abilities.map(Set::copyOf);
        aliases = List.copyOf(aliases);
        requireNonNull(prices, "prices is null");
        requireNonNull(retires, "retires is null");
        requireNonNull(successor, "successor is null");
    }

    /// The same with a length of context, in tokens.
    public ModelFacts withContext(long tokens) {
        return new ModelFacts(
                OptionalLong.of(tokens),
                maxOutput,
                dimensions,
                abilities,
                prices,
                aliases,
                retires,
                successor);
    }

    /// The same with a longest answer, in tokens.
    public ModelFacts withMaxOutput(long tokens) {
        return new ModelFacts(
                context,
                OptionalLong.of(tokens),
                dimensions,
                abilities,
                prices,
                aliases,
                retires,
                successor);
    }

    /// The same with a length of its vectors.
    public ModelFacts withDimensions(int length) {
        return new ModelFacts(
                context,
                maxOutput,
                OptionalInt.of(length),
                abilities,
                prices,
                aliases,
                retires,
                successor);
    }

    /// The same with all that it can do.
    public ModelFacts withAbilities(Set<Ability> all) {
        return new ModelFacts(
                context,
                maxOutput,
                dimensions,
                Optional.of(all),
                prices,
                aliases,
                retires,
                successor);
    }

    /// The same with prices.
    public ModelFacts withPrices(Prices known) {
        return new ModelFacts(
                context,
                maxOutput,
                dimensions,
                abilities,
                Optional.of(known),
                aliases,
                retires,
                successor);
    }

    /// These facts, and those of others where these say nothing.
    public ModelFacts over(ModelFacts lower) {
        return new ModelFacts(
                context.isPresent() ? context : lower.context,
                maxOutput.isPresent() ? maxOutput : lower.maxOutput,
                dimensions.isPresent() ? dimensions : lower.dimensions,
                abilities.or(() -> lower.abilities),
                prices.or(() -> lower.prices),
                aliases.isEmpty() ? lower.aliases : aliases,
                retires.or(() -> lower.retires),
                successor.or(() -> lower.successor));
    }

    /// Whether it is known that the model lacks an ability.
    public boolean lacks(Ability ability) {
        return abilities.isPresent() && !abilities.get().contains(ability);
    }
}
