// SPDX-License-Identifier: Apache-2.0

/// Tests of the choice of models.
@NullMarked
package ai.optimaforge.kernel.routing;

import org.jspecify.annotations.NullMarked;
