// SPDX-License-Identifier: Apache-2.0

/// Chat completions, models and embeddings in OpenAI's dialect.
@NullMarked
package ai.optimaforge.plugins.chat;

import org.jspecify.annotations.NullMarked;
