// SPDX-License-Identifier: Apache-2.0

/// Tests of the plugin room, with small real plugins that are compiled on the spot.
@NullMarked
package ai.optimaforge.kernel.plugin;

import org.jspecify.annotations.NullMarked;
