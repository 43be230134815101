// SPDX-License-Identifier: Apache-2.0

/// Usage, from the call to the sums, whatever fails on the way.
@NullMarked
package ai.optimaforge.kernel.usage;

import org.jspecify.annotations.NullMarked;
