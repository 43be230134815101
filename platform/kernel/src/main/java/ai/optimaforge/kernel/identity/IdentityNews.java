// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.identity;

import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.cache.Events;

import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Tells every node that a key, a user or an account is not any more what it was.
final class IdentityNews {
    private static final String TOPIC = "forge.identity.changed";

    private final Events events;
    private final List<Consumer<Change>> here = new CopyOnWriteArrayList<>();

    /// What is news.
    ///
    /// @param key the id of a key; empty if it is something else
    /// @param user the id of a user; empty if it is something else
    /// @param account the id of an account; empty if it is something else
    /// @param refused whether it may do nothing any more
    record Change(String key, String user, String account, boolean refused) {}

    IdentityNews(Events events) {
        this.events = events;
    }

    void keyChanged(String id, boolean refused) {
        publish(id, "", "", refused);
    }

    void userChanged(String id, boolean refused) {
        publish("", id, "", refused);
    }

    void accountChanged(String id) {
        publish("", "", id, false);
    }

    /// Here at once, so that a change holds when it is answered; elsewhere soon.
    private void publish(String key, String user, String account, boolean refused) {
        Change change = new Change(key, user, account, refused);
        here.forEach(action -> action.accept(change));
        events.publish(
                TOPIC,
                new JsonObject()
                        .put("key", key)
                        .put("user", user)
                        .put("account", account)
                        .put("refused", refused));
    }

    Registration onChange(Consumer<Change> action) {
        here.add(action);
        Registration everywhere =
                events.subscribe(
                        TOPIC,
                        event ->
                                action.accept(
                                        new Change(
                                                event.getString("key"),
                                                event.getString("user"),
                                                event.getString("account", ""),
                                                event.getBoolean("refused"))));
        return () -> {
            here.remove(action);
            everywhere.close();
        };
    }
}
