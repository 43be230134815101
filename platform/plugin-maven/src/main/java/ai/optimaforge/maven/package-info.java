// SPDX-License-Identifier: Apache-2.0

/// The build of a plugin: what the kernel reads before it loads a class is written here, and what
/// would not run there is refused here.
@NullMarked
package ai.optimaforge.maven;

import org.jspecify.annotations.NullMarked;
