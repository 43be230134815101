// SPDX-License-Identifier: Apache-2.0

/// What an operator sees.
@NullMarked
package ai.optimaforge.distribution.operator;

import org.jspecify.annotations.NullMarked;
