// SPDX-License-Identifier: Apache-2.0

/// The Messages API, held against Anthropic's documents.
@NullMarked
package ai.optimaforge.plugins.messages;

import org.jspecify.annotations.NullMarked;
