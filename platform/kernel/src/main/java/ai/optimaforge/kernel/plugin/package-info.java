// SPDX-License-Identifier: Apache-2.0

/// Plugins: their life, their class loaders, and what each has registered.
@NullMarked
package ai.optimaforge.kernel.plugin;

import org.jspecify.annotations.NullMarked;
