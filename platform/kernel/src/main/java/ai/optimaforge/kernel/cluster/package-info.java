// SPDX-License-Identifier: Apache-2.0

/// What the nodes of a cluster share for a while, and who belongs to it.
@NullMarked
package ai.optimaforge.kernel.cluster;

import org.jspecify.annotations.NullMarked;
