// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

/// A `thinking.type` that a model takes.
enum ThinkingForm {
    /// `enabled`, with a budget of tokens.
    BUDGET,
    /// `adaptive`: the model decides, led by `output_config.effort`.
    ADAPTIVE,
    /// `disabled`, for a model that thinks unless told not to.
    DISABLED
}
