// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import ai.optimaforge.plugins.responses.state.Recording;
import ai.optimaforge.plugins.responses.state.ResponseSnapshot;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.NativeEvent;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a model says, as the events of a response. The stream of events never fails: a failure is
/// its last events. It ends once the response is recorded.
///
/// @param <T> in what the model says it
public final class ResponseEvents<T> {
    private final CancellableStream<T> said;
    private final PushStream<ResponseEvent> events;
    private final Making making;
    private final Optional<Recording> recording;
    private final Emission out;
    private final ResponseWriter writer;
    private final ModelReader<T> reader;
    private final List<ResponseEvent> held = new ArrayList<>(2);
    private boolean wanted;
    private boolean holding;
    private boolean over;
    private boolean lost;

    private ResponseEvents(
            CancellableStream<T> said,
            Making making,
            Optional<Recording> recording,
            Function<ResponseWriter, ModelReader<T>> reader) {
        this.said = said;
        this.events = new PushStream<>(producer());
        this.making = making;
        this.recording = recording;
        this.out = Emission.to(this::emitted);
        this.writer = making.writer(out);
        this.reader = reader.apply(writer);
    }

    /// The events of a canonical stream of chunks; handed over paused.
    ///
    /// @param recording where they are kept, if they are
    public static CancellableStream<ResponseEvent> ofChunks(
            CancellableStream<ChatChunk> chunks, Making making, Optional<Recording> recording) {
        return new ResponseEvents<>(chunks, making, recording, ChatReader::new).begin();
    }

    /// The events of an upstream that speaks the Responses API itself, told as our own; handed
    /// over paused.
    ///
    /// @param recording where they are kept, if they are
    public static CancellableStream<ResponseEvent> ofNative(
            CancellableStream<NativeEvent> events, Making making, Optional<Recording> recording) {
        return new ResponseEvents<>(events, making, recording, NativeReader::new).begin();
    }

    private CancellableStream<ResponseEvent> begin() {
        said.handler(item -> guarded(() -> reader.read(item)));
        said.endHandler(end -> guarded(this::ended));
        said.exceptionHandler(this::failed);
        return events;
    }

    private PushStream.Producer producer() {
        return new PushStream.Producer() {
            @Override
            public void pause() {
                wanted = false;
                said.pause();
            }

            @Override
            public void resume() {
                wanted = true;
                if (!holding) {
                    said.resume();
                }
            }

            @Override
            public void cancel() {
                if (!over) {
                    said.cancel();
                    cancelled();
                }
            }
        };
    }

    private void guarded(Runnable step) {
        if (over) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            said.cancel();
            failed(e);
        }
    }

    private void emitted(ResponseEvent event) {
        if (!lost) {
            recording.ifPresent(kept -> record(kept, event));
        }
        if (over) {
            held.add(event);
        } else {
            events.push(event);
        }
    }

    /// A model that says more than can be kept has to wait.
    private void record(Recording kept, ResponseEvent event) {
        kept.event(event.sequence(), event.frame());
        if (!over && !holding && kept.isFull()) {
            holding = true;
            said.pause();
            kept.onDrain(this::drained);
        }
    }

    private void drained() {
        holding = false;
        if (wanted && !over) {
            said.resume();
        }
    }

    private void ended() {
        Ending ending = reader.end(making.shell());
        JsonObject response = making.ended(writer.end(ending), ending);
        over = true;
        writer.last(ending);
        recorded(response)
                .onComplete(
                        done -> {
                            if (done.failed()) {
                                lost(Failure.of(done.cause()));
                            }
                            release();
                        });
    }

    /// The answer is whole, but can't be read again nor continued, as the client was promised.
    private void lost(ForgeException failure) {
        lost = true;
        making.shell().putNull("completed_at");
        out.takeBack(held.size());
        held.clear();
        Ending ending = Ending.failed(Failure.error(failure));
        writer.end(ending);
        writer.error(failure);
        writer.last(ending);
    }

    private void failed(Throwable cause) {
        if (over) {
            return;
        }
        ForgeException failure = Failure.of(cause);
        Ending ending = Ending.failed(Failure.error(failure));
        JsonObject response = making.ended(writer.end(ending), ending);
        over = true;
        writer.error(failure);
        writer.last(ending);
        // whether that could be kept or not, there is nothing more to say
        recorded(response).onComplete(done -> release());
    }

    /// Nobody reads on: what there is so far is kept.
    private void cancelled() {
        JsonObject response = making.ended(writer.end(Ending.CANCELLED), Ending.CANCELLED);
        over = true;
        writer.last(Ending.CANCELLED);
        recorded(response);
    }

    private Future<Void> recorded(JsonObject response) {
        return recording
                .map(kept -> kept.finish(new ResponseSnapshot(response, writer.kept())))
                .orElseGet(Future::succeededFuture);
    }

    private void release() {
        held.forEach(events::push);
        events.end();
    }
}
