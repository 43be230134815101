// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.cache.Events;

import io.vertx.core.json.JsonObject;

import java.util.function.Consumer;

/// Events whose subscriptions end with their plugin.
record OwnedEvents(Events events, Consumer<Registration> owner) implements Events {
    @Override
    public void publish(String topic, JsonObject event) {
        events.publish(topic, event);
    }

    @Override
    public Registration subscribe(String topic, Consumer<JsonObject> action) {
        Registration registration = events.subscribe(topic, action);
        owner.accept(registration);
        return registration;
    }
}
