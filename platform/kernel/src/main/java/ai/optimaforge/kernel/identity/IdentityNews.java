// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.cache.Events;

import io.vertx.core.json.JsonObject;

import java.util.function.Consumer;

/// Tells every node that a key or a user is not any more what it was.
final class IdentityNews {
    private static final String TOPIC = "forge.identity.changed";

    private final Events events;

    /// What is news.
    ///
    /// @param key the id of a key; empty if it is a user
    /// @param user the id of a user; empty if it is a key
    /// @param refused whether it may do nothing any more
    record Change(String key, String user, boolean refused) {}

    IdentityNews(Events events) {
        this.events = events;
    }

    void keyChanged(String id, boolean refused) {
        publish(id, "", refused);
    }

    void userChanged(String id, boolean refused) {
        publish("", id, refused);
    }

    private void publish(String key, String user, boolean refused) {
        events.publish(
                TOPIC, new JsonObject().put("key", key).put("user", user).put("refused", refused));
    }

    Registration onChange(Consumer<Change> action) {
        return events.subscribe(
                TOPIC,
                event ->
                        action.accept(
                                new Change(
                                        event.getString("key"),
                                        event.getString("user"),
                                        event.getBoolean("refused"))));
    }
}
