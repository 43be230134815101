// SPDX-License-Identifier: Apache-2.0

/// What the rooms of the installer share: refusals, digests, names.
@NullMarked
package ai.optimaforge.installer;

import org.jspecify.annotations.NullMarked;
