// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// Ends responses in place of who makes them: those that are cancelled, and those whose node is
/// lost. What their events have shown stays.
final class Ends {
    private final ResponseStore store;

    Ends(ResponseStore store) {
        this.store = store;
    }

    /// Ends a response as failed, unless it has ended by itself.
    Future<Void> failed(String id, String message) {
        JsonObject error = new JsonObject().put("code", "server_error").put("message", message);
        return of(id, "failed", Optional.of(error));
    }

    /// Ends a response as cancelled, unless it has ended by itself.
    Future<Void> cancelled(String id) {
        return of(id, "cancelled", Optional.empty());
    }

    private Future<Void> of(String id, String status, Optional<JsonObject> error) {
        return store.responses()
                .find(id)
                .compose(
                        found ->
                                found.isEmpty()
                                        ? Future.succeededFuture()
                                        : end(found.get(), status, error))
                .compose(done -> store.work().remove(id))
                .onSuccess(done -> store.wakes().call(List.of(id, Wakes.WORK)));
    }

    private Future<Boolean> end(
            StoredResponse response, String status, Optional<JsonObject> error) {
        Future<Shown> shown = shown(response);
        Future<String> text = store.responses().text(response);
        Future<List<JsonObject>> input = store.responses().input(response);
        return Future.all(shown, text, input)
                .compose(
                        all -> {
                            JsonObject before = new JsonObject(text.result());
                            return end(
                                    response,
                                    ended(before, status, error, shown.result()),
                                    input.result(),
                                    shown.result());
                        });
    }

    private Future<Boolean> end(
            StoredResponse response, JsonObject after, List<JsonObject> input, Shown shown) {
        long eventsUntil = Clock.now() + store.retention().events().toSeconds();
        return store.responses()
                .end(
                        response,
                        Optional.empty(),
                        new Responses.Ending(
                                new ResponseSnapshot(after, Responses.output(after)),
                                input,
                                Tail.NONE,
                                shown.count(),
                                true,
                                eventsUntil));
    }

    private static JsonObject ended(
            JsonObject response, String status, Optional<JsonObject> error, Shown shown) {
        response.put("status", status);
        error.ifPresent(what -> response.put("error", what));
        if (shown.isAnything()) {
            response.put("output", shown.output());
        }
        return response;
    }

    /// What the events of a response have shown so far, as far as they were written.
    Future<Shown> shown(StoredResponse response) {
        Shown shown = new Shown();
        return response.streamed() ? read(response.id(), shown) : Future.succeededFuture(shown);
    }

    private Future<Shown> read(String id, Shown shown) {
        return store.eventLog()
                .read(id, shown.count())
                .compose(
                        frames -> {
                            if (frames.isEmpty()) {
                                return Future.succeededFuture(shown);
                            }
                            shown.add(frames);
                            return read(id, shown);
                        });
    }
}
