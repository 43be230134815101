// SPDX-License-Identifier: Apache-2.0

/// The contract that every connect app keeps.
@NullMarked
package ai.optimaforge.testing.connect;

import org.jspecify.annotations.NullMarked;
