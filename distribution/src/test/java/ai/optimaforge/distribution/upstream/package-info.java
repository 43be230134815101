// SPDX-License-Identifier: Apache-2.0

/// What a client is told of an upstream that fails.
@NullMarked
package ai.optimaforge.distribution.upstream;

import org.jspecify.annotations.NullMarked;
