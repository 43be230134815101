// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.cache.Events;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The events of all topics, as messages of the grid: a version, the topic with its length, the
/// event.
final class NodeEvents {
    private static final Logger log = LoggerFactory.getLogger("cluster");
    private static final byte VERSION = 1;
    private static final int LONGEST_TOPIC = 255;
    private static final int LARGEST = 1024 * 1024;

    private final Grid grid;
    private final ClusterMeters meters;
    private final Map<String, Listeners<Buffer>> topics = new ConcurrentHashMap<>();

    NodeEvents(Grid grid, ClusterMeters meters) {
        this.grid = grid;
        this.meters = meters;
        grid.onMessage(this::dispatch);
    }

    /// The events for an audience.
    Events on(Audience audience) {
        return new Events() {
            @Override
            public void publish(String topic, JsonObject event) {
                grid.publish(message(topic, event));
            }

            @Override
            public Registration subscribe(String topic, Consumer<JsonObject> action) {
                Registration listener =
                        topics.computeIfAbsent(topic, name -> new Listeners<>(meters.dropped()))
                                .add(
                                        audience.context(),
                                        event -> action.accept(new JsonObject(event)));
                audience.owner().accept(listener);
                return listener;
            }
        };
    }

    private static Buffer message(String topic, JsonObject event) {
        Buffer name = Buffer.buffer(topic);
        if (name.length() == 0 || name.length() > LONGEST_TOPIC) {
            throw new IllegalArgumentException("not the name of a topic: " + topic);
        }
        Buffer content = event.toBuffer();
        if (content.length() > LARGEST) {
            throw new IllegalArgumentException(
                    "an event of %s has at most 1 MiB, not %d bytes"
                            .formatted(topic, content.length()));
        }
        return Buffer.buffer()
                .appendByte(VERSION)
                .appendUnsignedByte((short) name.length())
                .appendBuffer(name)
                .appendBuffer(content);
    }

    private void dispatch(Buffer message) {
        if (message.getByte(0) != VERSION) {
            log.warn("an event of a newer version of the platform is passed over");
            return;
        }
        int contentAt = 2 + message.getUnsignedByte(1);
        Listeners<Buffer> listeners = topics.get(message.getString(2, contentAt));
        if (listeners != null) {
            listeners.tell(message.getBuffer(contentAt, message.length()));
        }
    }
}
