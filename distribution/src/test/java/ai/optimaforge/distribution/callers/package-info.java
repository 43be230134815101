// SPDX-License-Identifier: Apache-2.0

/// Keys, users, features and limits, as callers meet them.
@NullMarked
package ai.optimaforge.distribution.callers;

import org.jspecify.annotations.NullMarked;
