// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.catalog;

import ai.optimaforge.spi.config.Setting;
import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.Prices;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// What the operator says of a model, in a file `conf/models/*.yaml`. The fields are those of the
/// list of facts, with `-` or `_` in their names as one likes.
public record OperatorModel(
        @Setting("The model: the provider instance, a slash, and its id there") String id,
        @Setting("What it is for: chat, embedding, or other") Optional<String> mode,
        @Setting("How long prompt and answer may be together, in tokens") Optional<Long> context,
        @Setting("How long an answer may be, in tokens") Optional<Long> maxOutput,
        @Setting("How long the vectors of an embedding model are") Optional<Integer> dimensions,
        @Setting("All that it can do: tools, vision, pdf, json_schema, reasoning, …")
                List<String> can,
        @Setting("A token of the prompt, in US dollars per million") Optional<Double> in,
        @Setting("A token of the answer, in US dollars per million") Optional<Double> out,
        @Setting("A token of the prompt from the provider's cache") Optional<Double> cachedIn,
        @Setting("A token of the prompt written into the provider's cache")
                Optional<Double> cacheWrite,
        @Setting("A token of reasoning") Optional<Double> reasoningOut,
        @Setting("A token of a prompt of more than 200,000 tokens") Optional<Double> inAbove200k,
        @Setting("A token of the answer to such a prompt") Optional<Double> outAbove200k,
        @Setting("The day from which it may be gone, as 2027-01-31") Optional<String> retires,
        @Setting("The id, at the same instance, of the model that takes its place")
                Optional<String> successor,
        @Setting("Other names that lead to it") List<String> aliases,
        @Setting("How good it is for auto, from 0 to 1; else judged by its price")
                Optional<Double> quality) {
    private static final Set<String> MODES = Set.of("chat", "embedding", "other");
    private static final Set<String> ABILITIES =
            Ability.known().stream().map(Ability::name).collect(Collectors.toUnmodifiableSet());
    private static final long LONG_CONTEXT = 200_000;

    /// Refuses what cannot be.
    public OperatorModel {
        int slash = id.indexOf('/');
        require(
                slash > 0 && slash < id.length() - 1,
                "id must be a provider instance, a slash and a model, not " + id);
        mode.ifPresent(
                word -> require(MODES.contains(word), "mode must be one of " + sorted(MODES)));
        can = List.copyOf(can);
        aliases = List.copyOf(aliases);
        can.forEach(
                name ->
                        require(
                                ABILITIES.contains(name),
                                "can has %s, which is no ability; there are %s"
                                        .formatted(name, sorted(ABILITIES))));
        require(quality.filter(q -> !(q >= 0 && q <= 1)).isEmpty(), "quality must be 0 to 1");
        require(context.filter(n -> n < 1).isEmpty(), "context must be at least 1");
        require(maxOutput.filter(n -> n < 1).isEmpty(), "maxOutput must be at least 1");
        requireBoth(in, "in", out, "out");
        require(
                in.isPresent()
                        || (cachedIn.isEmpty() && cacheWrite.isEmpty() && reasoningOut.isEmpty()),
                "in must be given where cached-in, cache-write or reasoning-out is");
        requireBoth(inAbove200k, "inAbove200k", outAbove200k, "outAbove200k");
        requirePrice(in, "in");
        requirePrice(out, "out");
        requirePrice(cachedIn, "cachedIn");
        requirePrice(cacheWrite, "cacheWrite");
        requirePrice(reasoningOut, "reasoningOut");
        requirePrice(inAbove200k, "inAbove200k");
        requirePrice(outAbove200k, "outAbove200k");
        retires.ifPresent(OperatorModel::date);
    }

    private static void requireBoth(
            Optional<Double> one, String oneName, Optional<Double> other, String otherName) {
        require(
                one.isEmpty() || other.isPresent(),
                oneName + " must have " + otherName + " beside it");
        require(
                other.isEmpty() || one.isPresent(),
                otherName + " must have " + oneName + " beside it");
    }

    private static void requirePrice(Optional<Double> price, String name) {
        require(
                price.filter(p -> !(p >= 0 && p < Double.POSITIVE_INFINITY)).isEmpty(),
                name + " must be a price of 0 or more");
    }

    private static String sorted(Set<String> words) {
        return words.stream().sorted().toList().toString();
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("retires must be a day as 2027-01-31", e);
        }
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    String instance() {
        return id.substring(0, id.indexOf('/'));
    }

    String model() {
        return id.substring(id.indexOf('/') + 1);
    }

    /// The model with what the operator says, and the rest as it was known.
    ModelInfo over(ModelInfo known) {
        ModelInfo said = known.withFacts(facts().over(known.facts()));
        return mode.map(word -> said.withMode(Modes.of(word))).orElse(said);
    }

    /// The model as the operator alone knows it.
    ModelInfo alone() {
        return over(ModelInfo.of(model(), ModelMode.CHAT));
    }

    private ModelFacts facts() {
        return new ModelFacts(
                context.map(OptionalLong::of).orElse(OptionalLong.empty()),
                maxOutput.map(OptionalLong::of).orElse(OptionalLong.empty()),
                dimensions.map(OptionalInt::of).orElse(OptionalInt.empty()),
                can.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                can.stream()
                                        .map(Ability::new)
                                        .collect(Collectors.toUnmodifiableSet())),
                prices(in, out, cachedIn, cacheWrite, reasoningOut, inAbove200k, outAbove200k),
                aliases,
                retires.map(LocalDate::parse),
                successor);
    }

    private static Optional<Prices> prices(
            Optional<Double> in,
            Optional<Double> out,
            Optional<Double> cachedIn,
            Optional<Double> cacheWrite,
            Optional<Double> reasoningOut,
            Optional<Double> inAbove,
            Optional<Double> outAbove) {
        return in.map(
                input ->
                        new Prices(
                                input,
                                out.orElse(0.0),
                                price(cachedIn),
                                price(cacheWrite),
                                price(reasoningOut),
                                inAbove.map(
                                        above ->
                                                new Prices.LongContext(
                                                        LONG_CONTEXT,
                                                        above,
                                                        outAbove.orElse(0.0)))));
    }

    private static OptionalDouble price(Optional<Double> price) {
        return price.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
