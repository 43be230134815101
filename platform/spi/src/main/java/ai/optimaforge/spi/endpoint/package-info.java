// SPDX-License-Identifier: Apache-2.0

/// What a client can call: groups of operations, one call, its answer.
@NullMarked
package ai.optimaforge.spi.endpoint;

import org.jspecify.annotations.NullMarked;
