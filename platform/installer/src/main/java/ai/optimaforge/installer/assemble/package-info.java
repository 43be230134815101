// SPDX-License-Identifier: Apache-2.0

/// Puts a distribution together from a selection: the same bytes from the same input.
@NullMarked
package ai.optimaforge.installer.assemble;

import org.jspecify.annotations.NullMarked;
