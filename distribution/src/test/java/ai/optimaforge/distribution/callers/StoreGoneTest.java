// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.callers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.kernel.store.StoreServer;
import ai.optimaforge.testing.TestPlatform;
import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.upstream.FakeUpstream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// While the store is away, callers who are known go on, what needs the store says when to come
/// again, and all is well once it is back.
class StoreGoneTest {
    private static final String BODY = "{\"model\":\"fake\",\"messages\":[{}]}";

    @TempDir private Path directory;

    @Test
    void should_serve_known_callers_when_the_store_is_away() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.start()) {
            StoreServer store = open(0);
            int port = Integer.parseInt(store.uri().replaceAll(".*:(\\d+).*", "$1"));
            try (TestPlatform platform =
                            Gateway.builder()
                                    .provider("up", Gateway.provider(upstream))
                                    .set("store.uri", store.uri())
                                    .set("store.connect-timeout", "500 ms")
                                    .start();
                    ApiClient admin = new ApiClient(platform.address(), platform.key())) {
                Operator operator = new Operator(admin, platform.address());
                JsonObject enterprise = new JsonObject().put("tier", "enterprise");
                operator.change("known", enterprise);
                try (ApiClient client = operator.client("known", "chat")) {
                    assertEquals(200, client.post(Gateway.CHAT, BODY).status());
                    store.close();

                    assertEquals(200, client.post(Gateway.CHAT, BODY).status());
                    ApiResponse refused = admin.get("/v1/admin/keys");
                    assertEquals(503, refused.status(), refused::text);
                    assertEquals("store_unavailable", refused.error().getString("code"));
                    assertTrue(Integer.parseInt(refused.header("retry-after")) > 0);
                    await(() -> "degraded".equals(status(admin)));

                    StoreServer again = open(port);
                    await(() -> admin.get("/v1/admin/keys").status() == 200);
                    await(() -> "ok".equals(status(admin)));
                    again.close();
                }
            }
        }
    }

    private static String status(ApiClient admin) {
        ApiResponse health = admin.get("/v1/admin/health");
        assertEquals(200, health.status());
        return health.json().getString("status");
    }

    private static void await(BooleanSupplier condition) {
        Waiting.until(Gateway.SOON, condition::getAsBoolean, come -> come);
    }

    private StoreServer open(int port) throws Exception {
        return StoreServer.open(directory, false, port, new SimpleMeterRegistry());
    }
}
