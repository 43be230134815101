// SPDX-License-Identifier: Apache-2.0

/// Anthropic's Messages API as a provider: its wire, into which calls in OpenAI's dialect are
/// translated, and which calls in its own dialect pass as they are.
@NullMarked
package ai.optimaforge.plugins.anthropic;

import org.jspecify.annotations.NullMarked;
