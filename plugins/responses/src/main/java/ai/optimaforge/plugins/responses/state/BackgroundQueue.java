// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.PluginContext;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Gives this node its share of the work that waits in the store, and looks after what has been
/// lost, by a node that is gone or by this one: a response in the background is begun again if
/// nothing of its answer has been shown, and any other is ended as failed, with what has been
/// shown.
///
/// A node holds its work as long as it tells that it is alive. One that can't tell gives its work
/// up before others take it, so that no response is made twice at a time. Lives on the plugin's
/// context.
final class BackgroundQueue {
    private static final Logger log = LoggerFactory.getLogger("responses");

    private static final Duration PACE = Duration.ofSeconds(1);
    private static final int MOST_ATTEMPTS = 3;

    private final ResponseStore store;
    private final RunningWork running;

    private boolean looking;
    private boolean again;
    private boolean concerned;

    BackgroundQueue(ResponseStore store, RunningWork running) {
        this.store = store;
        this.running = running;
    }

    void start(PluginContext context) {
        running.show(context);
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
            running.giveUp(id -> true);
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
                    ended.compose(before -> end(id, "The store was away when it ended."))
                            .recover(failure -> endUnlessAway(id, failure))
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
        running.giveUp(id -> !own.contains(id) && (isAll || id.compareTo(all.getLast().id()) < 0));
    }

    /// What is begun again comes before what can only be ended: somebody waits for its answer.
    private Future<Void> takeEach(List<Work.Entry> all, Set<String> alive) {
        List<Work.Entry> ordered =
                all.stream()
                        .sorted(Comparator.comparing(Work.Entry::background).reversed())
                        .toList();
        Future<Void> taken = Future.succeededFuture();
        for (Work.Entry entry : ordered) {
            if (entry.isFree() || isLost(entry, alive)) {
                taken = taken.compose(before -> mayTake(entry) ? take(entry) : before());
            }
        }
        return taken;
    }

    private static Future<Void> before() {
        return Future.succeededFuture();
    }

    /// Its node is gone, or is this one, which has taken it and could not go on with it when the
    /// store did not answer.
    private boolean isLost(Work.Entry entry, Set<String> alive) {
        return !alive.contains(entry.node())
                || (entry.node().equals(store.nodes().self())
                        && entry.isTaken()
                        && !running.has(entry.id()));
    }

    private boolean mayTake(Work.Entry entry) {
        return !entry.isFree() || (running.hasRoom() && !running.isRefused(entry.key()));
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
                                                .compose(found -> begin(taken.get(), found)))
                .recover(failure -> endUnlessAway(entry.id(), failure));
    }

    /// What can't be read or written at all must not keep the rest waiting.
    private Future<Void> endUnlessAway(String id, Throwable failure) {
        if (ResponseStore.isAway(failure)) {
            return Future.failedFuture(failure);
        }
        log.error("the response {} can't be made or ended", id, failure);
        return end(id, RunningWork.OUR_FAULT).recover(unreadable -> store.work().remove(id));
    }

    private Future<Void> begin(Work.Entry entry, Optional<StoredResponse> found) {
        if (found.isEmpty() || found.get().isFinished()) {
            return store.work().remove(entry.id());
        }
        StoredResponse response = found.get();
        if (entry.attempt() == 1) {
            return begin(entry, response, 0);
        }
        log.warn("the response {} was lost by the node that had it", entry.id());
        return new Ends(store)
                .shown(response)
                .compose(
                        shown ->
                                mayBeginAgain(entry, shown)
                                        ? begin(entry, response, shown.count())
                                        : end(entry.id(), lost(entry)));
    }

    private static boolean mayBeginAgain(Work.Entry entry, Shown shown) {
        return entry.background() && !shown.isAnything() && entry.attempt() <= MOST_ATTEMPTS;
    }

    private static String lost(Work.Entry entry) {
        return entry.background() && entry.attempt() > MOST_ATTEMPTS
                ? "This response was begun %d times and lost each time.".formatted(MOST_ATTEMPTS)
                : "The node that made this response was lost before its end.";
    }

    private Future<Void> end(String id, String message) {
        return new Ends(store).failed(id, message);
    }

    private Future<Void> begin(Work.Entry entry, StoredResponse response, long shown) {
        if (!running.hasRoom()) {
            return store.work().release(entry);
        }
        var text = store.responses().text(response);
        var request = store.responses().request(response);
        var input = store.responses().input(response);
        return Future.all(text, request, input)
                .map(
                        read -> {
                            JsonObject queued = new JsonObject(text.result());
                            start(
                                    new BackgroundWork(
                                            store,
                                            entry,
                                            response,
                                            queued,
                                            request.result(),
                                            input.result(),
                                            shown));
                            return null;
                        });
    }

    private void start(BackgroundWork work) {
        running.start(work).onComplete(over -> look());
    }
}
