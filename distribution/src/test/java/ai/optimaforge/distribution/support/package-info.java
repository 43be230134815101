// SPDX-License-Identifier: Apache-2.0

/// What the end-to-end tests share.
@NullMarked
package ai.optimaforge.distribution.support;

import org.jspecify.annotations.NullMarked;
