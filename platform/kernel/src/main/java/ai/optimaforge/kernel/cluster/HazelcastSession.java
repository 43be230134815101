// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;

import io.vertx.core.buffer.Buffer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// One life of this node in the cluster, from a start of Hazelcast to its end.
final class HazelcastSession {
    private final HazelcastInstance hazelcast;
    private final Executor blocking;
    private final HazelcastCalls calls;
    private final ITopic<byte[]> topic;
    private final Membership membership;
    private final Map<String, HazelcastEntries> entries = new ConcurrentHashMap<>();

    /// Blocks until Hazelcast knows whom to tell.
    HazelcastSession(
            HazelcastInstance hazelcast,
            Executor blocking,
            HazelcastCalls calls,
            Consumer<Buffer> onMessage,
            Runnable onMembers) {
        this.hazelcast = hazelcast;
        this.blocking = blocking;
        this.calls = calls;
        this.topic = hazelcast.getTopic(HazelcastSettings.EVENTS);
        this.membership = new Membership(hazelcast, blocking, onMembers);
        topic.addMessageListener(
                message -> onMessage.accept(Buffer.buffer(message.getMessageObject())));
    }

    /// Goes on where another ended: with its entries, and those who listen to them.
    void continueFrom(HazelcastSession last) {
        last.entries.forEach(
                (name, ended) -> ended.actions().forEach(entries(name, ended.most())::onChange));
    }

    HazelcastEntries entries(String name, int most) {
        HazelcastEntries known = entries.get(name);
        return known != null
                ? known
                : entries.computeIfAbsent(
                        name,
                        fresh -> new HazelcastEntries(name, most, hazelcast, blocking, calls));
    }

    int size(String name) {
        HazelcastEntries known = entries.get(name);
        return known == null ? 0 : known.size();
    }

    /// Blocks.
    void publish(byte[] message) {
        topic.publish(message);
    }

    Membership membership() {
        return membership;
    }

    /// Blocks until the others have taken over what this node kept.
    void close() {
        hazelcast.shutdown();
    }
}
