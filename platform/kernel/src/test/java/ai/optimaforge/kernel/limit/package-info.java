// SPDX-License-Identifier: Apache-2.0

/// How calls are counted, at moments that no test can wait for.
@NullMarked
package ai.optimaforge.kernel.limit;

import org.jspecify.annotations.NullMarked;
