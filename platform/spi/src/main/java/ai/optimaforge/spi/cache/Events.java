// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.cache;

import ai.optimaforge.spi.Registration;

import io.vertx.core.json.JsonObject;

import java.util.function.Consumer;

/// Messages to all nodes of the cluster, at most once each: for what should be soon rather than
/// surely known.
public interface Events {
    /// Tells every node, this one too.
    ///
    /// @param topic names with dots, shared by all plugins, such as `memory.stored`
    void publish(String topic, JsonObject event);

    /// Runs an action with each event of a topic, on the plugin's event loop: it must not block.
    /// The event is the subscriber's own copy.
    Registration subscribe(String topic, Consumer<JsonObject> action);
}
