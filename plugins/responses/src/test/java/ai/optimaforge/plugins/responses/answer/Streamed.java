// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.plugins.responses.state.Recording;
import ai.optimaforge.plugins.responses.state.ResponseSnapshot;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A stream that a test feeds, its events, and what is recorded of them.
final class Streamed implements Recording {
    final List<Buffer> recorded = new ArrayList<>();
    final List<ResponseEvent> events = new ArrayList<>();
    final List<JsonObject> finished = new ArrayList<>();
    final Promise<Void> finish = Promise.promise();
    final CancellableStream<ResponseEvent> stream;
    boolean cancelled;
    boolean ended;
    boolean paused;
    boolean full;
    Runnable drained = () -> {};

    private final PushStream<ChatChunk> chunks =
            new PushStream<>(
                    new PushStream.Producer() {
                        @Override
                        public void pause() {
                            paused = true;
                        }

                        @Override
                        public void resume() {
                            paused = false;
                        }

                        @Override
                        public void cancel() {
                            cancelled = true;
                        }
                    });

    Streamed() {
        this("{'model':'m','input':'hi'}", true);
    }

    Streamed(String request, boolean recorded) {
        stream =
                ResponseEvents.ofChunks(
                        chunks, making(request), recorded ? Optional.of(this) : Optional.empty());
        stream.handler(events::add).endHandler(end -> ended = true);
        stream.resume();
    }

    static Making making(String request) {
        ResponseRequest read = ResponseRequest.of(json(request));
        return new Making(
                ResponseShell.of(read, "resp_1", 7, "in_progress"),
                read,
                List.of(),
                TokenUsage.NONE,
                () -> Optional.of(json("{'provider':'up'}")));
    }

    static JsonDocument json(String json) {
        return JsonDocument.parse(Buffer.buffer(json.replace('\'', '"')));
    }

    @Override
    public boolean isFull() {
        return full;
    }

    @Override
    public void onDrain(Runnable action) {
        drained = action;
    }

    @Override
    public void event(long sequence, Buffer frame) {
        assertEquals(recorded.size(), sequence);
        recorded.add(frame);
    }

    @Override
    public Future<Void> finish(ResponseSnapshot response) {
        finished.add(response.json().copy());
        return finish.future();
    }

    Streamed delta(String delta) {
        return choice("{'index':0,'delta':%s,'finish_reason':null}".formatted(delta));
    }

    Streamed finish(String reason) {
        return choice("{'index':0,'delta':{},'finish_reason':'%s'}".formatted(reason));
    }

    private Streamed choice(String choice) {
        return chunk("'choices':[%s]".formatted(choice));
    }

    Streamed chunk(String members) {
        chunks.push(
                new ChatChunk(json("{'id':'c1','created':1,'model':'m-1',%s}".formatted(members))));
        return this;
    }

    void fail(Throwable failure) {
        chunks.fail(failure);
    }

    /// The model has said all, and what is to be recorded is.
    JsonObject end() {
        chunks.end();
        finish.tryComplete();
        assertTrue(ended, "the stream has not ended");
        return EventGrammar.read(json());
    }

    void endUnrecorded() {
        chunks.end();
    }

    List<JsonObject> json() {
        return events.stream().map(event -> new JsonObject(event.data())).toList();
    }

    List<String> types() {
        return events.stream().map(ResponseEvent::type).toList();
    }
}
