// SPDX-License-Identifier: Apache-2.0

/// A plugin that the contract kits bring: the way from HTTP to a model, and a model that tells
/// what it saw.
@NullMarked
package ai.optimaforge.testing.probe;

import org.jspecify.annotations.NullMarked;
