// SPDX-License-Identifier: Apache-2.0

/// What goes over the wire, to the byte.
@NullMarked
package ai.optimaforge.distribution.wire;

import org.jspecify.annotations.NullMarked;
