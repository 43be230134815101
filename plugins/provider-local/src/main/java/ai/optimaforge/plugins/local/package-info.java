// SPDX-License-Identifier: Apache-2.0

/// Embeddings in the process, without a key.
@NullMarked
package ai.optimaforge.plugins.local;

import org.jspecify.annotations.NullMarked;
