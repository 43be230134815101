// SPDX-License-Identifier: Apache-2.0

/// What a client is told of a request that is none.
@NullMarked
package ai.optimaforge.distribution.badinput;

import org.jspecify.annotations.NullMarked;
