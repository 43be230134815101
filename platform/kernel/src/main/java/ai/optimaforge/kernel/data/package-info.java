// SPDX-License-Identifier: Apache-2.0

/// Files in the data directory that are the owner's alone.
@NullMarked
package ai.optimaforge.kernel.data;

import org.jspecify.annotations.NullMarked;
