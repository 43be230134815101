// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.testing.TestOperations;
import ai.optimaforge.testing.TestRequest;

import io.vertx.core.json.JsonObject;

/// The operations of the plugin on a platform that notes what it is told.
final class Bench {
    final NotedAdministration administration = new NotedAdministration();
    final TestOperations operations = TestOperations.of(new AdminEndpoints(administration));

    static TestRequest request() {
        return TestRequest.by(NotedAdministration.OPERATOR)
                .path("id", "x")
                .path("userId", "u")
                .path("accountId", "acme");
    }

    JsonObject json(String operation, TestRequest request) {
        return operations.json(operation, request);
    }

    /// Checks that an operation refuses a request, and that the platform hears nothing of it.
    ForgeException refused(String operation, TestRequest request, String code, String param) {
        ForgeException refused =
                assertThrows(ForgeException.class, () -> operations.call(operation, request));
        assertEquals(code, refused.errorCode().code(), refused::message);
        assertEquals(param, refused.param().orElse(""), refused::message);
        assertEquals("nothing", administration.said);
        return refused;
    }
}
