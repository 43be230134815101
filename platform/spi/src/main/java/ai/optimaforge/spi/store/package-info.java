// SPDX-License-Identifier: Apache-2.0

/// Documents that last: the plugin's own collections in the store of record.
@NullMarked
package ai.optimaforge.spi.store;

import org.jspecify.annotations.NullMarked;
