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
    private final String id;
    private final int attempt;
    private final String conversation;
    private final List<JsonObject> input;
    private final Optional<EventWriter> events;
    private final ResponseStore store;
    private long next;
    private boolean atEnd;
    private boolean givenUp;

    /// @param attempt how often the response was begun
    /// @param conversation the conversation that it belongs to; empty if there is none
    /// @param events where its events go; empty if they are not kept
    StreamRecording(
            String id,
            int attempt,
            String conversation,
            List<JsonObject> input,
            Optional<EventWriter> events,
            ResponseStore store) {
        this.id = id;
        this.attempt = attempt;
        this.conversation = conversation;
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
    public Future<Void> finish(JsonObject response, List<JsonObject> output) {
        if (givenUp) {
            return Future.succeededFuture();
        }
        return flushed()
                .compose(written -> store.responses().find(id))
                .compose(
                        found ->
                                found.isEmpty()
                                        ? Future.succeededFuture()
                                        : finish(found.get(), response, output))
                .onComplete(done -> events.ifPresent(EventWriter::drop))
                .onFailure(failure -> store.leave(id));
    }

    /// What could not be written leaves a log that is shorter than the response's end says.
    private Future<Void> flushed() {
        return events.map(writer -> writer.flush().otherwiseEmpty())
                .orElse(Future.succeededFuture());
    }

    private Future<Void> finish(
            StoredResponse before, JsonObject response, List<JsonObject> output) {
        String status = response.getString("status");
        long eventsUntil = Clock.now() + store.retention().events().toSeconds();
        Responses.Ending ending =
                new Responses.Ending(status, response, output, next, false, eventsUntil);
        return store.responses()
                .end(before, Optional.of(attempt), ending)
                .compose(
                        ended ->
                                ended
                                        ? store.conversations()
                                                .follow(conversation, id, status, input, output)
                                        : Future.succeededFuture())
                .compose(done -> store.work().remove(id))
                .onSuccess(done -> store.wakes().call(List.of(id)));
    }
}
