// SPDX-License-Identifier: Apache-2.0

/// What the nodes of a cluster share for a while: cached values, counters, locks and events.
@NullMarked
package ai.optimaforge.spi.cache;

import org.jspecify.annotations.NullMarked;
