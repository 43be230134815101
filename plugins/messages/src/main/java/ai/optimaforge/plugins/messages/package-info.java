// SPDX-License-Identifier: Apache-2.0

/// Anthropic's Messages API over every model: as it is where a provider speaks it, else by way of
/// OpenAI's dialect.
@NullMarked
package ai.optimaforge.plugins.messages;

import org.jspecify.annotations.NullMarked;
