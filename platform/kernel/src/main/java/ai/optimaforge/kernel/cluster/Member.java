// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import io.vertx.core.json.JsonObject;

/// A node of the cluster.
///
/// @param id never given to another node; a node that comes back has another
/// @param address host and port for the other nodes; `local` if the node is alone
/// @param self whether it is this node
/// @param description what the node says about itself; empty until it has said it
public record Member(String id, String address, boolean self, JsonObject description) {}
