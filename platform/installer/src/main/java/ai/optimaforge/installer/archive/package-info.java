// SPDX-License-Identifier: Apache-2.0

/// Plugins as zips: what they hold is read, checked and unpacked.
@NullMarked
package ai.optimaforge.installer.archive;

import org.jspecify.annotations.NullMarked;
