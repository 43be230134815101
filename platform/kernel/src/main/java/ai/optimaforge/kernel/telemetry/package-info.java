// SPDX-License-Identifier: Apache-2.0

/// Logs and metrics.
@NullMarked
package ai.optimaforge.kernel.telemetry;

import org.jspecify.annotations.NullMarked;
