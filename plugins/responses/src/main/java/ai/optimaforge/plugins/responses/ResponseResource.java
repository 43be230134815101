// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses;

import ai.optimaforge.plugins.responses.state.ResponseStore;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Responses that are kept.
final class ResponseResource {
    private static final String ID = "response_id";

    private final ResponseStore store;

    ResponseResource(ResponseStore store) {
        this.store = store;
    }

    Future<Answer> get(Call call) {
        OptionalLong startingAfter = startingAfter(call);
        if (flag(call, "stream")) {
            return store.events(call.path(ID), user(call), startingAfter).map(Answer::events);
        }
        if (startingAfter.isPresent()) {
            throw malformed("starting_after", "starting_after needs stream=true.");
        }
        return store.get(call.path(ID), user(call)).map(ResponseResource::document);
    }

    Future<Answer> delete(Call call) {
        String id = call.path(ID);
        return store.delete(id, user(call))
                .map(
                        gone ->
                                Answer.json(
                                        new JsonObject()
                                                .put("id", id)
                                                .put("object", "response")
                                                .put("deleted", true)));
    }

    Future<Answer> cancel(Call call) {
        return store.cancel(call.path(ID), user(call)).map(ResponseResource::document);
    }

    Future<Answer> inputItems(Call call) {
        return store.inputItems(call.path(ID), user(call))
                .map(items -> Answer.json(ItemList.part(call, items)));
    }

    private static Answer document(Buffer response) {
        return new Answer.Document(200, Map.of(), response);
    }

    private static String user(Call call) {
        return call.context().caller().userId();
    }

    private static boolean flag(Call call, String name) {
        Optional<String> given = call.query(name);
        if (given.isPresent() && !given.get().equals("true") && !given.get().equals("false")) {
            throw malformed(name, "%s must be true or false, not %s.".formatted(name, given.get()));
        }
        return given.isPresent() && given.get().equals("true");
    }

    private static OptionalLong startingAfter(Call call) {
        Optional<String> given = call.query("starting_after");
        if (given.isEmpty()) {
            return OptionalLong.empty();
        }
        // no longer, so that it is a number that fits
        if (!given.get().matches("[0-9]{1,15}")) {
            throw malformed(
                    "starting_after",
                    "starting_after must be the number of an event, not %s."
                            .formatted(given.get()));
        }
        return OptionalLong.of(Long.parseLong(given.get()));
    }

    private static ForgeException malformed(String parameter, String message) {
        return new ForgeException(CommonError.INVALID_PARAMETER, message).withParam(parameter);
    }
}
