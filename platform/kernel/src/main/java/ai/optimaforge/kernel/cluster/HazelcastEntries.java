// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.cluster;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.hazelcast.config.InvalidConfigurationException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.map.IMap;

import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/// Entries in a map of Hazelcast's. To open the map and to listen to it Hazelcast makes the
/// thread wait, so that it is done on another; calls that come before wait without a thread.
final class HazelcastEntries implements Entries {
    private static final Logger log = LoggerFactory.getLogger("cluster");

    private final String name;
    private final int most;
    private final HazelcastInstance hazelcast;
    private final Executor blocking;
    private final HazelcastCalls calls;
    private final List<Consumer<String>> actions = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<IMap<String, byte[]>> opened;

    HazelcastEntries(
            String name,
            int most,
            HazelcastInstance hazelcast,
            Executor blocking,
            HazelcastCalls calls) {
        this.name = name;
        this.most = most;
        this.hazelcast = hazelcast;
        this.blocking = blocking;
        this.calls = calls;
        this.opened = opening();
    }

    private CompletableFuture<IMap<String, byte[]>> opening() {
        try {
            return CompletableFuture.supplyAsync(this::open, blocking);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private IMap<String, byte[]> open() {
        try {
            hazelcast.getConfig().addMapConfig(HazelcastSettings.map(name, most));
        } catch (InvalidConfigurationException _) {
            log.warn(
                    "the cluster keeps another number of entries of {} than {}: another node has"
                            + " opened it first, with another limit",
                    name,
                    most);
        }
        return hazelcast.getMap(name);
    }

    private CompletableFuture<IMap<String, byte[]>> map() {
        return opened.isCompletedExceptionally() ? reopened() : opened;
    }

    private synchronized CompletableFuture<IMap<String, byte[]>> reopened() {
        if (opened.isCompletedExceptionally()) {
            opened = opening();
        }
        return opened;
    }

    private <T> Future<T> call(Function<IMap<String, byte[]>, CompletionStage<T>> invocation) {
        return calls.call(
                () -> {
                    CompletableFuture<IMap<String, byte[]>> map = map();
                    return map.isDone()
                            ? invocation.apply(map.join())
                            : map.thenCompose(invocation);
                });
    }

    @Override
    public Future<Optional<byte[]>> get(String key) {
        return call(map -> map.getAsync(key))
                .map(framed -> framed == null ? Optional.empty() : Framed.open(framed, now()));
    }

    @Override
    public Future<Void> put(String key, byte[] value, Duration ttl) {
        long millis = Nanos.millisOf(ttl);
        byte[] framed = Framed.close(value, now() + millis);
        return call(map -> map.setAsync(key, framed, Framed.clearedAfter(millis), MILLISECONDS));
    }

    @Override
    public Future<Void> remove(String key) {
        return call(map -> map.deleteAsync(key)).mapEmpty();
    }

    @Override
    public Future<byte[]> apply(String key, String step, byte[] argument, Duration ttl) {
        ApplyStep processor = new ApplyStep(step, argument, Nanos.millisOf(ttl));
        return call(map -> map.submitToKey(key, processor)).map(StepReply::read);
    }

    @Override
    public void onChange(Consumer<String> action) {
        actions.add(action);
        listen(action);
    }

    private void listen(Consumer<String> action) {
        ChangeListener<byte[]> listener = new ChangeListener<>(action);
        var _ =
                map().thenAcceptAsync(map -> map.addEntryListener(listener, false), blocking)
                        .exceptionallyCompose(failure -> tryAgain(action, failure));
    }

    /// Without its listener a near cache would keep what is no longer so.
    private CompletionStage<Void> tryAgain(Consumer<String> action, Throwable failure) {
        if (!hazelcast.getLifecycleService().isRunning()) {
            return CompletableFuture.completedStage(null);
        }
        log.warn("changes of {} are not heard of yet: {}", name, failure.toString());
        return CompletableFuture.runAsync(
                () -> listen(action), CompletableFuture.delayedExecutor(1, SECONDS, blocking));
    }

    List<Consumer<String>> actions() {
        return List.copyOf(actions);
    }

    int most() {
        return most;
    }

    int size() {
        IMap<String, byte[]> map = opened.isCompletedExceptionally() ? null : opened.getNow(null);
        return map == null ? 0 : (int) map.getLocalMapStats().getOwnedEntryCount();
    }

    private long now() {
        try {
            return hazelcast.getCluster().getClusterTime();
        } catch (HazelcastInstanceNotActiveException _) {
            return System.currentTimeMillis();
        }
    }
}
