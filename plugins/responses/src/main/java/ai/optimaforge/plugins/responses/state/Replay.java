// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One reader of a response's events: first those that have been written, then each as it is, on
/// whatever node the response is made. Its end is made of the response itself, which is there
/// once all events before have been written. Lives on the event loop of its call.
final class Replay implements PushStream.Producer {
    /// How long it waits to be woken before it looks by itself.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /// How long it goes on trying when the store does not answer: as long as who makes the events
    /// waits for it.
    private static final Duration PATIENCE = EventWriter.PATIENCE;

    private final String id;
    private final Responses responses;
    private final EventLog events;
    private final Context loop = requireNonNull(Vertx.currentContext(), "not on an event loop");
    private final PushStream<Buffer> out = new PushStream<>(this);
    private final Registration woken;
    private final Registration looking;
    private Optional<StoredResponse> ended = Optional.empty();
    private OptionalLong awaySince = OptionalLong.empty();
    private long next;
    private boolean wanted;
    private boolean reading;
    private boolean news;

    Replay(
            StoredResponse response,
            long next,
            Responses responses,
            EventLog events,
            Wakes wakes,
            PluginContext context) {
        this.id = response.id();
        this.next = next;
        this.responses = responses;
        this.events = events;
        Runnable look = () -> loop.runOnContext(now -> look());
        this.woken = wakes.on(id, look);
        this.looking = context.every(LOOK_AGAIN, look);
    }

    /// @throws ForgeException if the response has no events, or not the one before the next
    static void requireReadable(StoredResponse response, long next) {
        if (!response.streamed()) {
            throw new ForgeException(
                            StateError.RESPONSE_NOT_STREAMED,
                            "The response %s can't be streamed: it was not made with stream=true."
                                    .formatted(response.id()))
                    .withParam("stream");
        }
        if (response.isFinished()) {
            if (Clock.now() > response.eventsUntil()) {
                throw expired(response.id());
            }
            requireWithin(response, next);
        }
    }

    private static void requireWithin(StoredResponse response, long next) {
        // of one that was broken off, a reader may have seen more than was kept
        if (next > response.end() + 1 && !response.broken()) {
            throw ResponseStore.beyond(next - 1, response.end());
        }
    }

    private static ForgeException expired(String id) {
        return new ForgeException(
                        StateError.EVENTS_EXPIRED,
                        "The events of the response %s are not kept any more.".formatted(id))
                .withParam("stream");
    }

    private static ForgeException cut(String id, long next) {
        return new ForgeException(
                        StateError.EVENTS_EXPIRED,
                        ("Of the events of the response %s only the first %d were kept: the store"
                                        + " was away or too slow. The response itself is whole.")
                                .formatted(id, next))
                .withParam("stream");
    }

    CancellableStream<Buffer> stream() {
        return out;
    }

    @Override
    public void pause() {
        wanted = false;
    }

    @Override
    public void resume() {
        wanted = true;
        look();
    }

    @Override
    public void cancel() {
        close();
    }

    private void close() {
        wanted = false;
        woken.close();
        looking.close();
    }

    private void look() {
        news = true;
        if (!wanted || reading || out.isEnded()) {
            return;
        }
        reading = true;
        news = false;
        events.read(id, next)
                .compose(frames -> frames.isEmpty() ? atEnd() : handOn(frames))
                .onComplete(this::goOn, this::fail);
    }

    /// @return whether to look on at once
    private Future<Boolean> handOn(List<String> frames) {
        next += frames.size();
        out.push(Buffer.buffer(String.join("", frames)));
        return Future.succeededFuture(true);
    }

    private Future<Boolean> atEnd() {
        if (ended.isPresent()) {
            return end(ended.get());
        }
        return responses
                .find(id)
                .map(
                        found -> {
                            StoredResponse response =
                                    found.orElseThrow(() -> Responses.notFound(id));
                            if (response.isFinished()) {
                                // what was written before that has to be read first
                                ended = Optional.of(response);
                                return true;
                            }
                            return false;
                        });
    }

    private Future<Boolean> end(StoredResponse response) {
        requireWithin(response, next);
        if (next < response.end()) {
            List<String> tail = response.tail().from(next);
            if (!tail.isEmpty()) {
                return handOn(tail);
            }
            throw Clock.now() > response.eventsUntil() ? expired(id) : cut(id, next);
        }
        if (next > response.end() && !response.broken()) {
            return finish(Frames.DONE);
        }
        return responses
                .text(response)
                .compose(
                        text ->
                                finish(
                                        Buffer.buffer(Frames.end(response.status(), next, text))
                                                .appendBuffer(Frames.DONE)));
    }

    private Future<Boolean> finish(Buffer last) {
        close();
        out.push(last);
        out.end();
        return Future.succeededFuture(false);
    }

    private void goOn(boolean atOnce) {
        reading = false;
        awaySince = OptionalLong.empty();
        if (atOnce || news) {
            look();
        }
    }

    private void fail(Throwable failure) {
        reading = false;
        if (ResponseStore.isAway(failure) && isPatient()) {
            return;
        }
        close();
        out.fail(failure);
    }

    private boolean isPatient() {
        long now = System.nanoTime();
        awaySince = OptionalLong.of(awaySince.orElse(now));
        return now - awaySince.getAsLong() < PATIENCE.toNanos();
    }
}
