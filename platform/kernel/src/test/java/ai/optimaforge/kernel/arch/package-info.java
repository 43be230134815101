// SPDX-License-Identifier: Apache-2.0

/// The arrows of the house, held.
@NullMarked
package ai.optimaforge.kernel.arch;

import org.jspecify.annotations.NullMarked;
