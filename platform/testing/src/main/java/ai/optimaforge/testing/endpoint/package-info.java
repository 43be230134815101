// SPDX-License-Identifier: Apache-2.0

/// The contract that every endpoint group keeps.
@NullMarked
package ai.optimaforge.testing.endpoint;

import org.jspecify.annotations.NullMarked;
