// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ErrorCode;
import ai.optimaforge.spi.ErrorType;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesErrorsTest {
    private final MessagesErrors errors = new MessagesErrors();

    @ParameterizedTest
    @CsvSource({
        "INVALID_JSON, 400, invalid_request_error",
        "INVALID_API_KEY, 401, authentication_error",
        "FORGE_BUDGET_EXCEEDED, 402, billing_error",
        "INSUFFICIENT_SCOPE, 403, permission_error",
        "MODEL_NOT_FOUND, 404, not_found_error",
        "METHOD_NOT_ALLOWED, 405, invalid_request_error",
        "RESOURCE_CONFLICT, 409, conflict_error",
        "BODY_TOO_LARGE, 413, request_too_large",
        "UNSUPPORTED_MEDIA_TYPE, 415, invalid_request_error",
        "INVALID_VALUE, 422, invalid_request_error",
        "RATE_LIMIT_EXCEEDED, 429, rate_limit_error",
        "INTERNAL_ERROR, 500, api_error",
        "PROVIDER_ERROR, 502, api_error",
        "PROVIDER_UNAVAILABLE, 529, overloaded_error",
        "FORGE_ROUTING_FAILED, 529, overloaded_error",
        "PROVIDER_TIMEOUT, 504, timeout_error"
    })
    void should_tell_every_failure_in_anthropics_words(CommonError error, int status, String type) {
        ForgeException failure = new ForgeException(error, "It \"failed\".");
        assertEquals(status, errors.status(failure));
        assertEquals(
                new JsonObject()
                        .put("type", "error")
                        .put(
                                "error",
                                new JsonObject().put("type", type).put("message", "It \"failed\"."))
                        .put("request_id", "req_1"),
                new JsonObject(errors.body(failure, "req_1")));
    }

    @Test
    void should_not_let_the_client_in_when_the_guard_blocks() {
        ErrorCode blocked =
                new ErrorCode() {
                    @Override
                    public String code() {
                        return "forge_security_blocked";
                    }

                    @Override
                    public ErrorType type() {
                        return ErrorType.SECURITY_BLOCK;
                    }
                };
        JsonObject body = new JsonObject(errors.body(new ForgeException(blocked, "no"), "r"));
        assertEquals("permission_error", body.getJsonObject("error").getString("type"));
    }

    @Test
    void should_be_an_event_when_the_stream_has_begun() {
        assertEquals(
                "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"timeout_error\","
                        + "\"message\":\"late\"},\"request_id\":\"r\"}\n\n",
                errors.frame(new ForgeException(CommonError.PROVIDER_TIMEOUT, "late"), "r")
                        .toString());
    }
}
