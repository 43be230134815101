// SPDX-License-Identifier: Apache-2.0

/// The fake upstream's Anthropic wire: messages as the real service writes them, and its refusals
/// of what it does not take.
@NullMarked
package ai.optimaforge.testing.upstream.anthropic;

import org.jspecify.annotations.NullMarked;
