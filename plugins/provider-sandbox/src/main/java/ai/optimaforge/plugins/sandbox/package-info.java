// SPDX-License-Identifier: Apache-2.0

/// A provider that is no model: deterministic answers for examples and tests.
@NullMarked
package ai.optimaforge.plugins.sandbox;

import org.jspecify.annotations.NullMarked;
