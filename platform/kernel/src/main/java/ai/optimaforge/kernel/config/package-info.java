// SPDX-License-Identifier: Apache-2.0

/// Configuration: YAML, environment and command line become validated records.
@NullMarked
package ai.optimaforge.kernel.config;

import org.jspecify.annotations.NullMarked;
