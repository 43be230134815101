// SPDX-License-Identifier: Apache-2.0

/// HTTP towards upstreams.
@NullMarked
package ai.optimaforge.spi.http;

import org.jspecify.annotations.NullMarked;
