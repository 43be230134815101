// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.cache.Events;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Tells those who wait for something to happen to a response, on any node. A call may be lost,
/// so who waits looks by itself from time to time.
final class Wakes {
    /// Where it is told that there is work to be taken.
    static final String WORK = "work";

    private static final String TOPIC = "responses.progress";

    private final Events events;
    private final Map<String, Set<Runnable>> waiting = new ConcurrentHashMap<>();

    Wakes(Events events) {
        this.events = events;
        events.subscribe(TOPIC, this::heard);
    }

    private void heard(JsonObject event) {
        for (Object id : event.getJsonArray("ids")) {
            waiting.getOrDefault((String) id, Set.of()).forEach(Runnable::run);
        }
    }

    /// Something has happened to these responses.
    void call(Collection<String> ids) {
        events.publish(
                TOPIC, new JsonObject().put("ids", new JsonArray(java.util.List.copyOf(ids))));
    }

    /// Runs an action, on any thread, whenever something has happened to a response.
    Registration on(String id, Runnable action) {
        waiting.compute(
                id,
                (key, actions) -> {
                    Set<Runnable> all = actions == null ? ConcurrentHashMap.newKeySet() : actions;
                    all.add(action);
                    return all;
                });
        return () ->
                waiting.computeIfPresent(
                        id,
                        (key, actions) -> {
                            actions.remove(action);
                            return actions.isEmpty() ? null : actions;
                        });
    }
}
