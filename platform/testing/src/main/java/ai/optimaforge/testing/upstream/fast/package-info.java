// SPDX-License-Identifier: Apache-2.0

/// A fake upstream that costs next to nothing a call, for measuring what stands before it.
@NullMarked
package ai.optimaforge.testing.upstream.fast;

import org.jspecify.annotations.NullMarked;
