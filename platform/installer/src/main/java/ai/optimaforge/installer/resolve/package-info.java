// SPDX-License-Identifier: Apache-2.0

/// Finds a plugin's zip by coordinates, URL or path.
@NullMarked
package ai.optimaforge.installer.resolve;

import org.jspecify.annotations.NullMarked;
