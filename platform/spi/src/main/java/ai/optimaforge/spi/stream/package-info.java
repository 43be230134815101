// SPDX-License-Identifier: Apache-2.0

/// Streams that can be paused and cancelled.
@NullMarked
package ai.optimaforge.spi.stream;

import org.jspecify.annotations.NullMarked;
