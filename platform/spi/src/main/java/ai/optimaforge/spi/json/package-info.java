// SPDX-License-Identifier: Apache-2.0

/// JSON kept as the bytes that came in: read lazily, changed by splicing.
@NullMarked
package ai.optimaforge.spi.json;

import org.jspecify.annotations.NullMarked;
