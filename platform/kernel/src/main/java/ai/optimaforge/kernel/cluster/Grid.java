// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.Registration;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.function.Consumer;

/// What a cluster is made of, whatever holds it together; one node is a cluster too. Nothing here
/// blocks, and all of it may be called from any thread.
interface Grid {
    /// The entries of a name, the same whenever it is asked for. A node keeps so many of them;
    /// beyond it, those least used go.
    Entries entries(String name, int most);

    /// The entries of a name that go with their time only; the caller bounds their number.
    Entries lasting(String name);

    /// Sends a message to all nodes, this one too, at most once each.
    void publish(Buffer message);

    /// Runs an action with each message, on a thread that must not be held up.
    void onMessage(Consumer<Buffer> action);

    /// This node's id; a new one after the node was cut off from the cluster and came back.
    String memberId();

    /// The nodes, the oldest first.
    List<Member> members();

    /// Runs an action when the nodes or their descriptions have changed, on a thread that must
    /// not be held up.
    Registration onMembers(Runnable action);

    /// Tells the others about this node.
    Future<Void> describe(JsonObject description);

    /// Leaves the cluster.
    Future<Void> close();
}
