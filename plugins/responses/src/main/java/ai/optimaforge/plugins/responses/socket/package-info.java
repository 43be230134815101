// SPDX-License-Identifier: Apache-2.0

/// Responses over a WebSocket, one after the other.
@NullMarked
package ai.optimaforge.plugins.responses.socket;

import org.jspecify.annotations.NullMarked;
