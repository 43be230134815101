// SPDX-License-Identifier: Apache-2.0

/// Any upstream that speaks OpenAI's API.
@NullMarked
package ai.optimaforge.plugins.openai;

import org.jspecify.annotations.NullMarked;
