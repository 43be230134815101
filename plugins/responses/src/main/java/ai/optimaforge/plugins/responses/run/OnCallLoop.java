// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.run;

import ai.optimaforge.plugins.responses.state.History;
import ai.optimaforge.plugins.responses.state.NewResponse;
import ai.optimaforge.plugins.responses.state.Recording;
import ai.optimaforge.plugins.responses.state.ResponseState;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Map;

/// What lasts, as the event loop of a call sees it: whoever completes a future there, be it
/// another call whose writes went along, the result comes back to the loop that asked. A stream
/// that is fed by two threads loses events.
///
/// @param state what lasts
record OnCallLoop(ResponseState state) implements ResponseState {
    @Override
    public Future<History> chain(String previousResponseId, String userId) {
        return back(state.chain(previousResponseId, userId));
    }

    @Override
    public Future<History> conversation(String conversationId, String userId) {
        return back(state.conversation(conversationId, userId));
    }

    @Override
    public Future<Map<String, JsonObject>> items(List<String> ids, String userId) {
        return back(state.items(ids, userId));
    }

    @Override
    public Future<Recording> begin(NewResponse response) {
        return back(state.begin(response).map(OnCallLoop::of));
    }

    /// A recording whose end comes back to the loop that asked for it.
    static Recording of(Recording recording) {
        return new Recording() {
            @Override
            public void event(long sequence, Buffer frame) {
                recording.event(sequence, frame);
            }

            @Override
            public boolean isFull() {
                return recording.isFull();
            }

            @Override
            public void onDrain(Runnable action) {
                recording.onDrain(action);
            }

            @Override
            public Future<Void> finish(JsonObject response, List<JsonObject> output) {
                return back(recording.finish(response, output));
            }
        };
    }

    private static <T> Future<T> back(Future<T> future) {
        Context loop = Vertx.currentContext();
        if (loop == null) {
            return future;
        }
        Promise<T> promise = Promise.promise();
        future.onComplete(
                done -> {
                    if (loop.equals(Vertx.currentContext())) {
                        settle(promise, done);
                    } else {
                        loop.runOnContext(hop -> settle(promise, done));
                    }
                });
        return promise.future();
    }

    private static <T> void settle(Promise<T> promise, AsyncResult<T> done) {
        if (done.succeeded()) {
            promise.complete(done.result());
        } else {
            promise.fail(done.cause());
        }
    }
}
