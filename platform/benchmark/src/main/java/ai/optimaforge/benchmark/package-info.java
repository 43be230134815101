// SPDX-License-Identifier: Apache-2.0

/// Measures the platform, and any other gateway, beside a direct call.
@NullMarked
package ai.optimaforge.benchmark;

import org.jspecify.annotations.NullMarked;
