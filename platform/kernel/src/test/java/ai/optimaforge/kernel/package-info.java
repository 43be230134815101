// SPDX-License-Identifier: Apache-2.0

/// Tests of the whole kernel.
@NullMarked
package ai.optimaforge.kernel;

import org.jspecify.annotations.NullMarked;
