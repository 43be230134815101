// SPDX-License-Identifier: Apache-2.0

/// Optional helpers that a plugin bundles: no promise of compatibility.
@NullMarked
package ai.optimaforge.toolkit;

import org.jspecify.annotations.NullMarked;
