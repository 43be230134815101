// SPDX-License-Identifier: Apache-2.0

/// The contract that every chat interceptor keeps.
@NullMarked
package ai.optimaforge.testing.interceptor;

import org.jspecify.annotations.NullMarked;
