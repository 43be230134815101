// SPDX-License-Identifier: Apache-2.0

/// Anthropic's Messages API, called by Anthropic's own SDK.
@NullMarked
package ai.optimaforge.distribution.messages;

import org.jspecify.annotations.NullMarked;
