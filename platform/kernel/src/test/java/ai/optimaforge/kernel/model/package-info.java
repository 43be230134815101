// SPDX-License-Identifier: Apache-2.0

/// Tests of the model room.
@NullMarked
package ai.optimaforge.kernel.model;

import org.jspecify.annotations.NullMarked;
