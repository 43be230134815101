// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.model.TokenUsage;

/// What one model used for a call.
///
/// @param model as the upstream names it
/// @param provider the provider instance
/// @param route why this one, in a line
/// @param tokens zeros where nothing is known
/// @param costUsd `NaN` where no price is known
/// @param firstTokenNanos to the first chunk of a stream; negative where there was none
public record ModelUse(
        String model,
        String provider,
        String route,
        TokenUsage tokens,
        double costUsd,
        long firstTokenNanos) {
    /// Checks that all is there.
    public ModelUse {
        requireNonNull(model, "model is null");
        requireNonNull(provider, "provider is null");
        requireNonNull(route, "route is null");
        requireNonNull(tokens, "tokens is null");
    }
}
