// SPDX-License-Identifier: Apache-2.0

/// Who calls.
@NullMarked
package ai.optimaforge.kernel.identity;

import org.jspecify.annotations.NullMarked;
