// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.run;

import ai.optimaforge.plugins.responses.request.ModelInput;

import java.util.Optional;

/// What a model is asked to answer, as it fits.
///
/// @param input the items
/// @param compacted what some of them were summed up to; empty if nothing was
record Prompt(ModelInput input, Optional<Compaction.Compacted> compacted) {
    static Prompt whole(ModelInput input) {
        return new Prompt(input, Optional.empty());
    }
}
