// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;

/// What a model costs, in US dollars per million tokens.
///
/// @param input a token of the prompt
/// @param output a token of the answer
/// @param cached a token of the prompt that came from the provider's cache; as `input` where
/// empty
/// @param cacheWrite a token of the prompt that was written into that cache; as `input` where
/// empty
/// @param reasoning a token of the answer that was spent on reasoning; as `output` where empty
/// @param longContext what a call with a long prompt costs instead
public record Prices(
        double input,
        double output,
        OptionalDouble cached,
        OptionalDouble cacheWrite,
        OptionalDouble reasoning,
        Optional<LongContext> longContext) {
    private static final double MILLION = 1e6;

    /// The price of a call whose prompt is longer than a bound: of all its tokens, not only of
    /// those beyond it. The prices of the cache rise as that of the input does.
    ///
    /// @param above the bound, in tokens of the prompt
    /// @param input a token of the prompt, in US dollars per million
    /// @param output a token of the answer, in US dollars per million
    public record LongContext(long above, double input, double output) {
        /// Checks that the prices are some.
        public LongContext {
            requirePrice(input, "input");
            requirePrice(output, "output");
        }
    }

    /// Checks that the prices are some.
    public Prices {
        requirePrice(input, "input");
        requirePrice(output, "output");
        cached.ifPresent(price -> requirePrice(price, "cached"));
        cacheWrite.ifPresent(price -> requirePrice(price, "cacheWrite"));
        reasoning.ifPresent(price -> requirePrice(price, "reasoning"));
        requireNonNull(longContext, "longContext is null");
    }

    private static void requirePrice(double price, String name) {
        if (!(price >= 0 && price < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be a price of 0 or more: " + price);
        }
    }

    /// Prices of input and output; the rest follows them.
    public static Prices of(double input, double output) {
        OptionalDouble none = OptionalDouble.empty();
        return new Prices(input, output, none, none, none, Optional.empty());
    }

    /// What a call costs, in US dollars.
    public double cost(TokenUsage usage) {
        boolean isLong = longContext.filter(step -> usage.input() > step.above()).isPresent();
        double in = isLong ? longContext.get().input() : input;
        double out = isLong ? longContext.get().output() : output;
        double rise = input == 0 ? 1 : in / input;
        double lift = output == 0 ? 1 : out / output;
        long plain = Math.max(0, usage.input() - usage.cached() - usage.cacheWrite());
        long said = Math.max(0, usage.output() - usage.reasoning());
        return (plain * in
                        + usage.cached() * (cached.isPresent() ? cached.getAsDouble() * rise : in)
                        + usage.cacheWrite()
                                * (cacheWrite.isPresent() ? cacheWrite.getAsDouble() * rise : in)
                        + said * out
                        + usage.reasoning()
                                * (reasoning.isPresent() ? reasoning.getAsDouble() * lift : out))
                / MILLION;
    }
}
