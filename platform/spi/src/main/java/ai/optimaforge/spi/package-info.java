// SPDX-License-Identifier: Apache-2.0

/// What a plugin brings and what it is given.
@NullMarked
package ai.optimaforge.spi;

import org.jspecify.annotations.NullMarked;
