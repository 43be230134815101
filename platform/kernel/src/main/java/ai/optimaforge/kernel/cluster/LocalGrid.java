// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import ai.optimaforge.spi.Registration;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A node alone: everything is in its own memory, and done at once.
final class LocalGrid implements Grid {
    private final UUID id = UUID.randomUUID();
    private final Steps steps;
    private final ClusterMeters meters;
    private final Map<String, Limited> entries = new ConcurrentHashMap<>();
    private final List<Consumer<Buffer>> messages = new CopyOnWriteArrayList<>();
    private final List<Runnable> members = new CopyOnWriteArrayList<>();
    private volatile JsonObject description = new JsonObject();

    private record Limited(LocalEntries entries, int most) {}

    LocalGrid(Map<String, StepFunction> steps, ClusterMeters meters) {
        this.steps = Steps.of(RegionSteps.all(id::equals), steps);
        this.meters = meters;
        meters.members(() -> 1);
    }

    @Override
    public Entries entries(String name, int most) {
        Limited known = entries.get(name);
        return known != null && known.most() == most ? known.entries() : open(name, most);
    }

    @Override
    public Entries lasting(String name) {
        return entries(name, Integer.MAX_VALUE);
    }

    private Entries open(String name, int most) {
        return entries.compute(
                        name,
                        (same, known) -> {
                            if (known != null) {
                                // a plugin that came back may want another limit
                                known.entries().keep(most);
                                return new Limited(known.entries(), most);
                            }
                            LocalEntries made = new LocalEntries(steps, most);
                            meters.entries(name, made::size);
                            return new Limited(made, most);
                        })
                .entries();
    }

    @Override
    public void publish(Buffer message) {
        messages.forEach(action -> action.accept(message));
    }

    @Override
    public void onMessage(Consumer<Buffer> action) {
        messages.add(action);
    }

    @Override
    public String memberId() {
        return id.toString();
    }

    @Override
    public List<Member> members() {
        return List.of(new Member(memberId(), "local", true, description.copy()));
    }

    @Override
    public Registration onMembers(Runnable action) {
        members.add(action);
        return () -> members.remove(action);
    }

    @Override
    public Future<Void> describe(JsonObject description) {
        this.description = description.copy();
        members.forEach(Runnable::run);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        entries.clear();
        return Future.succeededFuture();
    }
}
