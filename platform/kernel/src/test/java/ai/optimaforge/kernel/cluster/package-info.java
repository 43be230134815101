// SPDX-License-Identifier: Apache-2.0

/// What nodes share, alone and together.
@NullMarked
package ai.optimaforge.kernel.cluster;

import org.jspecify.annotations.NullMarked;
