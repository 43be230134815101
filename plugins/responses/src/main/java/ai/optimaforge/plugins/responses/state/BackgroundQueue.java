// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.PluginContext;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Gives this node its share of the work that waits in the store, and looks after what lost nodes
/// have left: a response in the background is begun again if nothing of its answer has been
/// shown, and any other is ended as failed, with what has been shown.
///
/// A node holds its work as long as it tells that it is alive. One that can't tell gives its work
/// up before others take it, so that no response is made twice at a time. Lives on the plugin's
/// context.
final class BackgroundQueue {
    private static final Logger log = LoggerFactory.getLogger("responses");

    private static final Duration PACE = Duration.ofSeconds(1);
    private static final int MOST_ATTEMPTS = 3;

    private final ResponseStore store;
    private final int most;
    private final BackgroundWorker worker;
    private final Map<String, Running> running = new HashMap<>();
    /// Keys that may have no more for now, and until when they are left alone.
    private final Map<String, Long> refused = new HashMap<>();

    private boolean looking;
    private boolean again;
    private boolean concerned;

    private record Running(BackgroundWork work, BackgroundWorker.Run run) {
        void giveUp() {
            work.drop();
            run.cancel();
        }
    }

    /// @param most how many responses the node makes at a time
    BackgroundQueue(ResponseStore store, int most, BackgroundWorker worker) {
        this.store = store;
        this.most = most;
        this.worker = worker;
    }

    void start(PluginContext context) {
        context.meters()
                .gauge(
                        "background_running",
                        "Responses that this node makes in the background",
                        running::size);
        context.every(PACE, this::look);
        // apart from the looking, which may take its time
        context.every(PACE, this::beat);
        store.wakes().on(Wakes.WORK, this::look);
    }

    private void look() {
        if (looking) {
            again = true;
            return;
        }
        looking = true;
        again = false;
        if (store.nodes().isLost()) {
            List.copyOf(running.values()).forEach(Running::giveUp);
            running.clear();
        }
        store.work()
                .all()
                .compose(this::beat)
                .compose(this::share)
                .onComplete(
                        done -> looked(),
                        failure -> {
                            log.debug("work in the background can't be looked at", failure);
                            looked();
                        });
    }

    private void looked() {
        looking = false;
        if (again) {
            look();
        }
    }

    private void beat() {
        if (concerned) {
            store.nodes().beat().onFailure(away -> log.debug("no beat", away));
        }
    }

    /// Tells that this node is alive, if there is anything that it does or might take.
    private Future<List<Work.Entry>> beat(List<Work.Entry> all) {
        boolean before = concerned;
        concerned = !all.isEmpty();
        return before || !concerned ? Future.succeededFuture(all) : store.nodes().beat().map(all);
    }

    private Future<Void> share(List<Work.Entry> all) {
        giveUpWhatIsGone(all);
        long now = System.nanoTime();
        refused.values().removeIf(until -> until - now < 0);
        String self = store.nodes().self();
        boolean others =
                all.stream().anyMatch(entry -> !entry.isFree() && !entry.node().equals(self));
        Future<Set<String>> alive =
                others ? store.nodes().alive() : Future.succeededFuture(Set.of(self));
        return endWhatIsLeft().compose(ended -> alive).compose(nodes -> takeEach(all, nodes));
    }

    private Future<Void> endWhatIsLeft() {
        Future<Void> ended = Future.succeededFuture();
        for (String id : List.copyOf(store.left())) {
            ended =
                    ended.compose(before -> fail(id, "The store was away when it ended."))
                            .onSuccess(done -> store.left().remove(id));
        }
        return ended;
    }

    /// Work that is not there any more was cancelled or deleted, on whatever node. Where there is
    /// more than was looked at, that is known of the older part only.
    private void giveUpWhatIsGone(List<Work.Entry> all) {
        Set<String> own =
                all.stream()
                        .filter(entry -> entry.node().equals(store.nodes().self()))
                        .map(Work.Entry::id)
                        .collect(Collectors.toSet());
        boolean isAll = all.size() < Work.MOST_LOOKED_AT;
        for (Running one : List.copyOf(running.values())) {
            String id = one.work().entry().id();
            if (!own.contains(id) && (isAll || id.compareTo(all.getLast().id()) < 0)) {
                running.remove(id);
                one.giveUp();
            }
        }
    }

    /// What is begun again comes before what can only be ended: somebody waits for its answer.
    private Future<Void> takeEach(List<Work.Entry> all, Set<String> alive) {
        Future<Void> taken = Future.succeededFuture();
        List<Work.Entry> ordered =
                all.stream()
                        .sorted(Comparator.comparing(Work.Entry::background).reversed())
                        .toList();
        for (Work.Entry entry : ordered) {
            if (entry.isFree()) {
                taken = taken.compose(before -> mayTake(entry) ? take(entry) : before());
            } else if (!alive.contains(entry.node())) {
                taken = taken.compose(before -> take(entry));
            }
        }
        return taken;
    }

    private static Future<Void> before() {
        return Future.succeededFuture();
    }

    private boolean mayTake(Work.Entry entry) {
        return hasRoom() && !refused.containsKey(entry.key());
    }

    private boolean hasRoom() {
        return running.size() < most;
    }

    private Future<Void> take(Work.Entry entry) {
        return store.work()
                .take(entry, store.nodes().self())
                .compose(
                        taken ->
                                taken.isEmpty()
                                        ? Future.succeededFuture()
                                        : store.responses()
                                                .find(entry.id())
                                                .compose(found -> begin(taken.get(), found)));
    }

    private Future<Void> begin(Work.Entry entry, Optional<StoredResponse> found) {
        if (found.isEmpty() || found.get().isFinished()) {
            return store.work().remove(entry.id());
        }
        StoredResponse response = found.get();
        if (entry.attempt() == 1) {
            return begin(entry, response, 0);
        }
        log.warn("the node that made the response {} is lost", entry.id());
        return new Ends(store)
                .shown(response)
                .compose(
                        shown ->
                                mayBeginAgain(entry, shown)
                                        ? begin(entry, response, shown.count())
                                        : fail(entry.id(), lost(entry)));
    }

    private static boolean mayBeginAgain(Work.Entry entry, Shown shown) {
        return entry.background() && !shown.isAnything() && entry.attempt() <= MOST_ATTEMPTS;
    }

    private static String lost(Work.Entry entry) {
        return entry.background() && entry.attempt() > MOST_ATTEMPTS
                ? "Each node that made this response was lost."
                : "The node that made this response was lost before its end.";
    }

    private Future<Void> fail(String id, String message) {
        return new Ends(store).of(id, "failed", Optional.of(Ends.error(message)));
    }

    private Future<Void> begin(Work.Entry entry, StoredResponse response, long shown) {
        if (!hasRoom()) {
            return store.work().release(entry);
        }
        var text = store.responses().text(response);
        var request = store.responses().request(response);
        var input = store.responses().input(response);
        return Future.all(text, request, input)
                .map(
                        read -> {
                            start(
                                    new BackgroundWork(
                                            store,
                                            entry,
                                            response,
                                            new JsonObject(text.result()),
                                            request.result(),
                                            input.result(),
                                            shown));
                            return null;
                        });
    }

    private void start(BackgroundWork work) {
        String id = work.entry().id();
        Running begun = new Running(work, worker.start(work));
        running.put(id, begun);
        begun.run()
                .done()
                .onComplete(
                        over -> {
                            if (running.remove(id, begun)) {
                                leave(work, over);
                            }
                        },
                        failure -> {
                            if (running.remove(id, begun)) {
                                fail(work, failure);
                            }
                        });
    }

    private void leave(BackgroundWork work, boolean over) {
        if (!over) {
            refused.put(work.keyId(), System.nanoTime() + PACE.toNanos());
        }
        Future<Void> left =
                over ? store.work().remove(work.entry().id()) : store.work().release(work.entry());
        left.onFailure(
                failure ->
                        log.warn("the response {} is not let go of", work.entry().id(), failure));
        if (over) {
            look();
        }
    }

    private void fail(BackgroundWork work, Throwable failure) {
        String message =
                failure instanceof ForgeException told
                        ? told.message()
                        : "Something went wrong on our side.";
        if (!(failure instanceof ForgeException)) {
            log.error("the response {} could not be made", work.entry().id(), failure);
        }
        work.drop();
        fail(work.entry().id(), message)
                .onFailure(
                        again ->
                                log.warn("the response {} is not ended", work.entry().id(), again));
    }
}
