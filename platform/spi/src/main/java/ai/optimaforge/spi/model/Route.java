// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import ai.optimaforge.spi.json.JsonDocument;

import java.time.Duration;
import java.util.Optional;

/// The way that a call took. Made by the kernel.
public interface Route {
    /// The provider instance that answered.
    String instance();

    /// The model, by the id that the instance takes.
    String model();

    /// Why this one, in one line.
    String reason();

    /// The time that the choice took.
    Duration routingTime();

    /// What the call used; empty until the answer is whole.
    Optional<TokenUsage> usage();

    /// What the client is told of the call in `forge_metadata`, with its cost once the answer is
    /// whole. Made anew each time.
    JsonDocument metadata();
}
