// SPDX-License-Identifier: Apache-2.0

/// What calls took and cost: noted before they are answered, summed up by the hour, kept in the
/// store.
@NullMarked
package ai.optimaforge.kernel.usage;

import org.jspecify.annotations.NullMarked;
