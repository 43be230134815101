// SPDX-License-Identifier: Apache-2.0

/// What was assembled, from the outside.
@NullMarked
package ai.optimaforge.distribution;

import org.jspecify.annotations.NullMarked;
