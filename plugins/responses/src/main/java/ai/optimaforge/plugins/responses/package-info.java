// SPDX-License-Identifier: Apache-2.0

/// OpenAI's Responses API over every model.
@NullMarked
package ai.optimaforge.plugins.responses;

import org.jspecify.annotations.NullMarked;
