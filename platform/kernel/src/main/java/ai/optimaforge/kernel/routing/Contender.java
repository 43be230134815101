// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import ai.optimaforge.spi.model.ModelInfo;

import java.util.Optional;

/// A model that might take a call.
public interface Contender {
    /// The provider instance.
    String instance();

    /// The model, by the id that the instance takes, with what is known of it.
    ModelInfo info();

    /// How good it is, from 0 to 1: as the operator says, else as its price lets one guess.
    double quality();

    /// How good its answers were found for a kind of work: what to add to its quality.
    double rating(WorkClass work);

    /// The median time to the first token of late; negative where that is not known.
    long firstTokenMillis();

    /// Why it can't take a call now; empty if it can.
    Optional<String> obstacle();
}
