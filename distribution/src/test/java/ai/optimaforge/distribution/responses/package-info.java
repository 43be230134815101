// SPDX-License-Identifier: Apache-2.0

/// Responses over every wire.
@NullMarked
package ai.optimaforge.distribution.responses;

import org.jspecify.annotations.NullMarked;
