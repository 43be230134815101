// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.PluginContext;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The responses that this node makes in the background. Lives on the plugin's context.
final class RunningWork {
    static final String OUR_FAULT = "Something went wrong on our side.";

    private static final Logger log = LoggerFactory.getLogger("responses");

    private static final Duration REFUSED_FOR = Duration.ofSeconds(1);

    private final ResponseStore store;
    private final int most;
    private final BackgroundWorker worker;
    private final Map<String, Running> running = new HashMap<>();

    /// Keys that may have no more for now, and until when they are left alone.
    private final Map<String, Long> refused = new HashMap<>();

    private record Running(BackgroundWork work, BackgroundWorker.Run run) {
        void giveUp() {
            work.drop();
            if (!run.done().isComplete()) {
                run.cancel();
            }
        }
    }

    /// @param most how many responses the node makes at a time
    RunningWork(ResponseStore store, int most, BackgroundWorker worker) {
        this.store = store;
        this.most = most;
        this.worker = worker;
    }

    void show(PluginContext context) {
        context.meters()
                .gauge(
                        "background_running",
                        "Responses that this node makes in the background",
                        running::size);
    }

    boolean hasRoom() {
        return running.size() < most;
    }

    boolean has(String id) {
        return running.containsKey(id);
    }

    /// Whether a key has been refused a moment ago.
    boolean isRefused(String keyId) {
        long now = System.nanoTime();
        refused.values().removeIf(until -> until - now < 0);
        return refused.containsKey(keyId);
    }

    /// Gives up what is chosen by its id. Nothing of it is kept any more.
    void giveUp(Predicate<String> chosen) {
        for (String id : List.copyOf(running.keySet())) {
            if (chosen.test(id)) {
                Optional.ofNullable(running.remove(id)).ifPresent(Running::giveUp);
            }
        }
    }

    /// Begins to make a response.
    ///
    /// @return completes when it is not made here any more
    Future<Void> start(BackgroundWork work) {
        String id = work.entry().id();
        Running begun = new Running(work, worker.start(work));
        running.put(id, begun);
        return begun.run()
                .done()
                .transform(
                        done ->
                                begun.equals(running.get(id))
                                        ? leave(work, done)
                                        : Future.succeededFuture())
                .onFailure(failure -> log.warn("the response {} is not let go of", id, failure))
                .onComplete(left -> running.remove(id, begun));
    }

    private Future<Void> leave(BackgroundWork work, AsyncResult<Boolean> done) {
        if (done.failed()) {
            return fail(work, done.cause());
        }
        if (done.result()) {
            return store.work().remove(work.entry().id());
        }
        refused.put(work.keyId(), System.nanoTime() + REFUSED_FOR.toNanos());
        return store.work().release(work.entry());
    }

    private Future<Void> fail(BackgroundWork work, Throwable failure) {
        String id = work.entry().id();
        if (!(failure instanceof ForgeException)) {
            log.error("the response {} could not be made", id, failure);
        }
        work.drop();
        return new Ends(store)
                .failed(id, failure instanceof ForgeException told ? told.message() : OUR_FAULT);
    }
}
