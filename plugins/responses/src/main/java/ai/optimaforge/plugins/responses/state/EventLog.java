// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.Meters;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Durability;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The events of streamed responses, written behind: many responses of a node together, twenty
/// times a second at most. Where there are more, each has its turn less often, and more events
/// then: what a write costs hardly depends on how many it has. Those whose end waits for it are
/// written at once.
///
/// A batch is a document whose id is the response's and the number of its first event, so that a
/// reader finds the batch that holds an event without reading those before it. What waits to be
/// written is bounded: who makes events faster than the store takes them has to wait, and if that
/// is for too long, the response has no log from there on, and whoever reads it is told.
final class EventLog {
    private static final Logger log = LoggerFactory.getLogger("responses");

    private static final Duration PACE = Duration.ofMillis(50);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int MOST_AT_A_TURN = 100;

    private static final int PAGE = 4;

    /// How much may wait on a node, in bytes.
    static final long MOST_WAITING = 64L * 1024 * 1024;

    /// From where on all producers should wait: there must be room for what they have under way.
    private static final long MANY_WAITING = MOST_WAITING / 4;

    private final DocumentCollection batches;
    private final Wakes wakes;
    private final Duration retention;
    private final AtomicLong waiting = new AtomicLong();
    private final Meters.Counter dropped;
    private final Set<EventWriter> dirty = new LinkedHashSet<>();
    private final Set<EventWriter> holding = ConcurrentHashMap.newKeySet();
    private boolean writing;
    private long notBefore = System.nanoTime();

    EventLog(PluginContext context, Wakes wakes, Duration retention) {
        this.batches =
                context.documents()
                        .collection(
                                CollectionSpec.of("event_batches", Index.expiry("expires_at"))
                                        .withDurability(Durability.SYSTEM));
        this.wakes = wakes;
        this.retention = retention;
        context.meters()
                .gauge(
                        "events_waiting_bytes",
                        "Events of streamed responses that wait to be written",
                        waiting::get);
        this.dropped =
                context.meters()
                        .counter(
                                "event_logs_cut_total",
                                "Streamed responses of which not all events were kept, since"
                                        + " the store was away or too slow");
        context.every(PACE, this::write);
        context.every(PACE, () -> holding.forEach(EventWriter::endPatience));
    }

    /// A writer of a response's events.
    ///
    /// @param from the number of the first event that is not in the log yet
    EventWriter writer(String response, long from) {
        return new EventWriter(response, from, this);
    }

    /// Whether there is room for so many bytes more, which then count as waiting.
    boolean take(int bytes) {
        if (waiting.addAndGet(bytes) > MOST_WAITING) {
            waiting.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    boolean isCrowded() {
        return waiting.get() > MANY_WAITING;
    }

    /// The producer of these events waits.
    void hold(EventWriter writer) {
        holding.add(writer);
    }

    void letGo(EventWriter writer) {
        holding.remove(writer);
    }

    void give(long bytes) {
        waiting.addAndGet(-bytes);
    }

    void cut() {
        dropped.increment();
    }

    synchronized void add(EventWriter writer) {
        dirty.add(writer);
    }

    /// Writes the events of one whose end waits for it.
    void write(EventWriter writer) {
        boolean pausing;
        synchronized (this) {
            pausing = isPausing();
            if (pausing) {
                dirty.add(writer);
            } else {
                dirty.remove(writer);
            }
        }
        if (!pausing) {
            writer.next().ifPresent(this::write);
        }
    }

    private boolean isPausing() {
        return System.nanoTime() - notBefore < 0;
    }

    /// Writes what waits, unless that is being done already.
    private void write() {
        List<EventWriter.Batch> turn = turn();
        if (!turn.isEmpty()) {
            Future.join(turn.stream().map(this::write).toList()).onComplete(done -> over(turn));
        }
    }

    private synchronized List<EventWriter.Batch> turn() {
        List<EventWriter.Batch> turn = new ArrayList<>();
        if (!writing && !isPausing()) {
            Iterator<EventWriter> writers = dirty.iterator();
            for (int i = 0; i < MOST_AT_A_TURN && writers.hasNext(); i++) {
                writers.next().next().ifPresent(turn::add);
                writers.remove();
            }
            writing = !turn.isEmpty();
        }
        return turn;
    }

    private void over(List<EventWriter.Batch> turn) {
        synchronized (this) {
            writing = false;
        }
        wakes.call(turn.stream().map(EventWriter.Batch::response).toList());
    }

    private Future<StoredDocument> write(EventWriter.Batch batch) {
        String id = id(batch.response(), batch.first());
        JsonObject body = batch.body().put("expires_at", Clock.now() + retention.toSeconds());
        return batches.insert(id, body)
                .recover(
                        failure ->
                                ItemLogs.isConflict(failure) && batch.mayBeThere()
                                        ? batches.put(id, body)
                                        : Future.failedFuture(failure))
                .onComplete(
                        done -> batch.written(),
                        failure -> {
                            if (ItemLogs.isConflict(failure)) {
                                batch.refused(failure);
                            } else {
                                pause(failure);
                                batch.failed(failure);
                            }
                        });
    }

    private synchronized void pause(Throwable failure) {
        if (!isPausing()) {
            log.warn("the events of responses could not be written", failure);
        }
        notBefore = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
    }

    private static String id(String response, long sequence) {
        return "%s.%010d".formatted(response, sequence);
    }

    /// The events of a response from one on, as far as they have been written: some of them, in
    /// their order; none if that one has not been written.
    Future<List<String>> read(String response, long from) {
        Filter upTo =
                Filter.and(Filter.gte("id", id(response, 0)), Filter.lte("id", id(response, from)));
        return batches.find(Query.where(upTo).sortedBy("id", Query.Order.DESCENDING).limitedTo(1))
                .compose(
                        page ->
                                page.documents().stream()
                                        .findFirst()
                                        .map(batch -> read(response, from, batch.id()))
                                        .orElse(Future.succeededFuture(List.of())));
    }

    private Future<List<String>> read(String response, long from, String firstBatch) {
        Filter rest = Filter.and(Filter.gte("id", firstBatch), Filter.lt("id", response + "/"));
        return batches.find(Query.where(rest).limitedTo(PAGE))
                .map(page -> frames(page.documents(), from));
    }

    private static List<String> frames(List<StoredDocument> batches, long from) {
        List<String> frames = new ArrayList<>();
        for (StoredDocument batch : batches) {
            long sequence = first(batch);
            for (String frame : Frames.split(batch.body().getString("frames"))) {
                // a gap would be a log that was cut
                if (sequence == from + frames.size()) {
                    frames.add(frame);
                }
                sequence++;
            }
        }
        return frames;
    }

    private static long first(StoredDocument batch) {
        return Long.parseLong(batch.id().substring(batch.id().lastIndexOf('.') + 1));
    }

    Future<Void> delete(String response) {
        return batches.deleteAll(all(response)).mapEmpty();
    }

    private static Filter all(String response) {
        return Filter.and(Filter.gte("id", id(response, 0)), Filter.lt("id", response + "/"));
    }
}
