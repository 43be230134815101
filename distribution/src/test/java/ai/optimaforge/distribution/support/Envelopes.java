// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonObject;

import java.util.Set;

/// The fixed envelope of errors.
public final class Envelopes {
    private Envelopes() {}

    /// Checks that this is an error in the fixed envelope.
    ///
    /// @param type the family that goes with the status
    /// @return what the envelope holds
    public static JsonObject assertError(ApiResponse answer, int status, String type, String code) {
        assertEquals(status, answer.status(), answer::toString);
        assertEquals("application/json", answer.header("content-type"), answer::toString);
        assertFalse(answer.header("x-request-id").isEmpty(), answer::toString);
        assertEquals(Set.of("error"), answer.json().fieldNames());
        JsonObject error = answer.error();
        assertEquals(
                Set.of("code", "message", "type", "param"), error.fieldNames(), answer::toString);
        assertEquals(type, error.getString("type"), answer::toString);
        assertEquals(code, error.getString("code"), answer::toString);
        assertFalse(error.getString("message").isBlank());
        return error;
    }
}
