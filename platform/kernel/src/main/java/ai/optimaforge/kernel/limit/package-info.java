// SPDX-License-Identifier: Apache-2.0

/// The room `limit`: how much a caller may do, on all nodes together. Its door is [LimitRoom].
@NullMarked
package ai.optimaforge.kernel.limit;

import org.jspecify.annotations.NullMarked;
