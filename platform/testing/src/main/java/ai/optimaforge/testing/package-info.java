// SPDX-License-Identifier: Apache-2.0

/// Boots a real platform inside a test.
@NullMarked
package ai.optimaforge.testing;

import org.jspecify.annotations.NullMarked;
