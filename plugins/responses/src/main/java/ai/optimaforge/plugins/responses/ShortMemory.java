// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses;

import ai.optimaforge.plugins.responses.state.History;
import ai.optimaforge.plugins.responses.state.NewResponse;
import ai.optimaforge.plugins.responses.state.Place;
import ai.optimaforge.plugins.responses.state.Recording;
import ai.optimaforge.plugins.responses.state.ResponseState;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The last responses of this node, in memory.
final class ShortMemory implements ResponseState {
    private static final int MOST = 1000;

    private record Kept(String userId, List<JsonObject> items) {}

    private final Map<String, Kept> responses = new LinkedHashMap<>();

    @Override
    public synchronized Future<History> chain(String previousResponseId, String userId) {
        return Optional.ofNullable(responses.get(previousResponseId))
                .filter(kept -> kept.userId().equals(userId))
                .map(
                        kept ->
                                new History(
                                        kept.items(),
                                        new Place(previousResponseId, kept.items().size())))
                .map(Future::succeededFuture)
                .orElseGet(
                        () ->
                                Future.failedFuture(
                                        new ForgeException(
                                                        CommonError.RESOURCE_NOT_FOUND,
                                                        "There is no response "
                                                                + previousResponseId
                                                                + ".")
                                                .withParam("previous_response_id")));
    }

    @Override
    public Future<History> conversation(String conversationId, String userId) {
        return Future.failedFuture(
                new ForgeException(
                                CommonError.RESOURCE_NOT_FOUND,
                                "There is no conversation " + conversationId + ".")
                        .withParam("conversation"));
    }

    @Override
    public Future<Recording> begin(NewResponse response) {
        return Future.succeededFuture(
                new Recording() {
                    @Override
                    public void event(long sequence, Buffer frame) {
                        // nobody asks for them
                    }

                    @Override
                    public Future<Void> finish(JsonObject done, List<JsonObject> output) {
                        keep(response, output);
                        return Future.succeededFuture();
                    }
                });
    }

    private synchronized void keep(NewResponse response, List<JsonObject> output) {
        List<JsonObject> items = new ArrayList<>();
        response.history()
                .map(place -> responses.get(place.chain()))
                .ifPresent(before -> items.addAll(before.items()));
        items.addAll(response.input());
        items.addAll(output);
        responses.put(
                response.response().getString("id"),
                new Kept(response.caller().userId(), List.copyOf(items)));
        if (responses.size() > MOST) {
            responses.remove(responses.keySet().iterator().next());
        }
    }
}
