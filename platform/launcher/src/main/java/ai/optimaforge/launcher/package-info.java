// SPDX-License-Identifier: Apache-2.0

/// The main class and the forge command.
@NullMarked
package ai.optimaforge.launcher;

import org.jspecify.annotations.NullMarked;
