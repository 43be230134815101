// SPDX-License-Identifier: Apache-2.0

/// How a plugin declares its settings: a record whose components carry [Setting].
@NullMarked
package ai.optimaforge.spi.config;

import org.jspecify.annotations.NullMarked;
