// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.socket;

import ai.optimaforge.plugins.responses.state.History;
import ai.optimaforge.plugins.responses.state.NewResponse;
import ai.optimaforge.plugins.responses.state.Place;
import ai.optimaforge.plugins.responses.state.Recording;
import ai.optimaforge.plugins.responses.state.ResponseSnapshot;
import ai.optimaforge.plugins.responses.state.ResponseState;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What lasts, and beside it the last response of a connection that is not kept: it can be
/// continued over the same connection, and is forgotten with it. Lives on the connection's event
/// loop.
final class ConnectionState implements ResponseState {
    /// In characters of JSON; a conversation that grows beyond it can't be continued without
    /// being kept.
    static final int MOST_REMEMBERED = 16 * 1024 * 1024;

    private final ResponseState lasting;
    private Optional<Remembered> last = Optional.empty();

    private record Remembered(String id, List<JsonObject> items, int size) {}

    ConnectionState(ResponseState lasting) {
        this.lasting = lasting;
    }

    @Override
    public Future<History> chain(String previousResponseId, String userId) {
        return last.filter(remembered -> remembered.id().equals(previousResponseId))
                .map(
                        remembered ->
                                Future.succeededFuture(
                                        new History(remembered.items(), place(remembered))))
                .orElseGet(() -> lasting.chain(previousResponseId, userId));
    }

    /// A response that is kept and continues it begins a chain with all that it said.
    private static Place place(Remembered remembered) {
        return Place.beginning(remembered.id(), remembered.items());
    }

    @Override
    public Future<History> conversation(String conversationId, String userId) {
        return lasting.conversation(conversationId, userId);
    }

    @Override
    public Future<Map<String, JsonObject>> items(List<String> ids, String userId) {
        return lasting.items(ids, userId);
    }

    @Override
    public Future<Recording> begin(NewResponse response) {
        return lasting.begin(response);
    }

    /// A recording of a response that is not kept: once it has ended well, it is the one that can
    /// be continued.
    Recording remembering(String id, Optional<History> history, List<JsonObject> input) {
        return new Recording() {
            @Override
            public void event(long sequence, Buffer frame) {
                // nobody asks for them
            }

            @Override
            public Future<Void> finish(ResponseSnapshot response) {
                if (!"failed".equals(response.status())) {
                    remember(id, history, input, response.output());
                }
                return Future.succeededFuture();
            }
        };
    }

    private void remember(
            String id, Optional<History> history, List<JsonObject> input, List<JsonObject> output) {
        List<JsonObject> fresh = new ArrayList<>(input);
        fresh.addAll(output);
        int before =
                history.flatMap(
                                continued ->
                                        last.filter(
                                                remembered ->
                                                        continued
                                                                .place()
                                                                .parent()
                                                                .equals(remembered.id())))
                        .map(Remembered::size)
                        .orElseGet(() -> history.map(all -> size(all.items())).orElse(0));
        int size = before + size(fresh);
        List<JsonObject> items = new ArrayList<>(history.map(History::items).orElse(List.of()));
        items.addAll(fresh);
        last =
                size > MOST_REMEMBERED
                        ? Optional.empty()
                        : Optional.of(new Remembered(id, List.copyOf(items), size));
    }

    private static int size(List<JsonObject> items) {
        return new JsonArray(items).encode().length();
    }

    /// Forgets a response, if it is the one that can be continued.
    void forget(String id) {
        last = last.filter(remembered -> !remembered.id().equals(id));
    }
}
