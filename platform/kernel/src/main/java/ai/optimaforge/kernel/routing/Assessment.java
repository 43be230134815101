// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import java.util.Optional;

/// What became of a contender.
///
/// @param contender the contender
/// @param score the higher the better; 0 where it was rejected
/// @param quality from 0 to 1, with what its ratings add
/// @param costUsd what the call is expected to cost; `NaN` where no price is known
/// @param rejected why it can't take the call; empty if it can
/// @param <C> the kind of contender
public record Assessment<C extends Contender>(
        C contender, double score, double quality, double costUsd, Optional<String> rejected) {}
