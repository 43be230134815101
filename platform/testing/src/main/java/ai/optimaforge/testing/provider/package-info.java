// SPDX-License-Identifier: Apache-2.0

/// The contract that every model provider keeps, as tests that a plugin inherits.
@NullMarked
package ai.optimaforge.testing.provider;

import org.jspecify.annotations.NullMarked;
