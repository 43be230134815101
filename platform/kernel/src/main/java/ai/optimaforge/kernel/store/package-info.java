// SPDX-License-Identifier: Apache-2.0

/// The store of record: documents in a MongoDB, or in a file of this process.
@NullMarked
package ai.optimaforge.kernel.store;

import org.jspecify.annotations.NullMarked;
