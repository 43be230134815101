// SPDX-License-Identifier: Apache-2.0

/// What can be switched on and off for a user.
@NullMarked
package ai.optimaforge.spi.feature;

import org.jspecify.annotations.NullMarked;
