// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// Of a response whose making others can watch: it is there from its beginning on, and its events
/// are kept if it is a stream.
final class StreamRecording implements Recording {
    private final StoredResponse begun;
    private final int attempt;
    private final List<JsonObject> input;
    private final Optional<EventWriter> events;
    private final ResponseStore store;
    private long next;
    private boolean atEnd;
    private boolean givenUp;

    /// @param begun the response as it was written
    /// @param attempt how often it was begun
    /// @param events where its events go; empty if they are not kept
    StreamRecording(
            StoredResponse begun,
            int attempt,
            List<JsonObject> input,
            Optional<EventWriter> events,
            ResponseStore store) {
        this.begun = begun;
        this.attempt = attempt;
        this.input = input;
        this.events = events;
        this.store = store;
    }

    @Override
    public void event(long sequence, Buffer frame) {
        if (atEnd) {
            return;
        }
        // which is made of the response itself when it is read
        atEnd = Frames.isEnd(frame);
        next = atEnd ? sequence : sequence + 1;
        if (!atEnd) {
            events.ifPresent(writer -> writer.add(sequence, frame));
        }
    }

    @Override
    public boolean isFull() {
        return events.filter(EventWriter::isFull).isPresent();
    }

    @Override
    public void onDrain(Runnable action) {
        Context loop = requireNonNull(Vertx.currentContext(), "not on an event loop");
        events.ifPresentOrElse(
                writer -> writer.onDrain(() -> loop.runOnContext(now -> action.run())), action);
    }

    /// Nothing more is kept: another goes on with the response, or it is given up.
    void drop() {
        givenUp = true;
        events.ifPresent(EventWriter::drop);
    }

    @Override
    public Future<Void> finish(ResponseSnapshot response) {
        if (givenUp) {
            return Future.succeededFuture();
        }
        Optional<Tail> tail = events.flatMap(EventWriter::tail);
        Future<Void> written = tail.isPresent() ? Future.succeededFuture() : flushed();
        return written.compose(all -> end(response, tail.orElse(Tail.NONE)))
                .onComplete(done -> events.ifPresent(EventWriter::drop))
                .onFailure(failure -> store.leave(begun.id()));
    }

    /// What could not be written leaves a log that is shorter than the response's end says.
    private Future<Void> flushed() {
        return events.map(writer -> writer.flush().otherwiseEmpty())
                .orElse(Future.succeededFuture());
    }

    private Future<Void> end(ResponseSnapshot response, Tail tail) {
        long eventsUntil = Clock.now() + store.retention().events().toSeconds();
        Responses.Ending ending =
                new Responses.Ending(response, input, tail, next, false, eventsUntil);
        return store.responses()
                .end(begun, Optional.of(attempt), ending)
                .compose(
                        ended ->
                                ended
                                        ? store.conversations()
                                                .follow(
                                                        begun.conversation(),
                                                        begun.id(),
                                                        response.status(),
                                                        input,
                                                        response.output())
                                        : Future.succeededFuture())
                .onSuccess(
                        done -> {
                            store.work().removeSoon(begun.id());
                            store.wakes().call(List.of(begun.id()));
                        });
    }
}
