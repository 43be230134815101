// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.callers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.distribution.support.Gateway;
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

/// What was said and done is still known after a restart.
class RestartTest {
    private static final String BODY = "{\"model\":\"fake\",\"messages\":[{}]}";

    @TempDir private Path directory;

    @Test
    void should_know_keys_and_the_days_calls_when_started_again() throws Exception {
        try (FakeUpstream upstream = FakeUpstream.start();
                StoreServer store =
                        StoreServer.open(directory, false, 0, new SimpleMeterRegistry())) {
            JsonObject key;
            try (TestPlatform first = start(store, upstream);
                    ApiClient admin = new ApiClient(first.address(), first.key())) {
                Operator operator = new Operator(admin, first.address());
                key = operator.key("steady", "chat");
                try (ApiClient client = operator.with(key)) {
                    for (int i = 0; i < 3; i++) {
                        assertEquals(200, client.post(Gateway.CHAT, BODY).status());
                    }
                }
            }
            try (TestPlatform second = start(store, upstream);
                    ApiClient client = new ApiClient(second.address(), key.getString("secret"))) {
                ApiResponse answer = client.post(Gateway.CHAT, BODY);
                assertEquals(200, answer.status(), answer::text);
                assertEquals("96", answer.header("x-ratelimit-remaining-day"));
            }
        }
    }

    private static TestPlatform start(StoreServer store, FakeUpstream upstream) throws Exception {
        return Gateway.builder()
                .provider("up", Gateway.provider(upstream))
                .set("store.uri", store.uri())
                .start();
    }
}
