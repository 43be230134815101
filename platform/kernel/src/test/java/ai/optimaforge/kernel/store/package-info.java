// SPDX-License-Identifier: Apache-2.0

/// The store of record, by its contract and by force.
@NullMarked
package ai.optimaforge.kernel.store;

import org.jspecify.annotations.NullMarked;
