// SPDX-License-Identifier: Apache-2.0

/// Tests of the room, through its door.
@NullMarked
package ai.optimaforge.installer.resolve;

import org.jspecify.annotations.NullMarked;
