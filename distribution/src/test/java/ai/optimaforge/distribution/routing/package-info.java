// SPDX-License-Identifier: Apache-2.0

/// Tests of where calls go: the catalogue, `auto`, failover and circuits, from client to
/// upstream.
@NullMarked
package ai.optimaforge.distribution.routing;

import org.jspecify.annotations.NullMarked;
