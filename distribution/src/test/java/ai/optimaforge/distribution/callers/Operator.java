// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.callers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/// What an operator does by the admin API.
record Operator(ApiClient admin, URI address) {
    /// A key of a user with scopes.
    JsonObject key(String user, String... scopes) {
        return key(new JsonObject(), user, scopes);
    }

    /// A key with more said of it.
    JsonObject key(JsonObject more, String user, String... scopes) {
        JsonObject spec =
                new JsonObject()
                        .put("name", "for a test")
                        .put("user_id", user)
                        .put("scopes", new JsonArray(List.of(scopes)))
                        .mergeIn(more);
        ApiResponse made = admin.post("/v1/admin/keys", spec.encode());
        assertEquals(200, made.status(), made::text);
        return made.json();
    }

    /// A client with such a key.
    ApiClient client(String user, String... scopes) {
        return with(key(user, scopes));
    }

    ApiClient with(JsonObject key) {
        return new ApiClient(address, key.getString("secret"));
    }

    void change(String user, JsonObject change) {
        put("/v1/admin/users/" + user, change);
    }

    /// Says what each user of an account's keys may do.
    void limit(String account, @Nullable JsonObject limits) {
        put("/v1/admin/accounts/" + account, new JsonObject().put("limits", limits));
    }

    private void put(String path, JsonObject change) {
        ApiResponse changed =
                admin.send(
                        path,
                        request ->
                                request.method("PUT", BodyPublishers.ofString(change.encode()))
                                        .setHeader("content-type", "application/json"));
        assertEquals(200, changed.status(), changed::text);
    }

    void revoke(JsonObject key) {
        ApiResponse revoked =
                admin.send("/v1/admin/keys/" + key.getString("id"), request -> request.DELETE());
        assertEquals(200, revoked.status(), revoked::text);
    }

    void feature(String user, String feature, boolean enabled) {
        ApiResponse set =
                admin.post(
                        "/v1/features/%s/%s".formatted(user, feature),
                        "{\"enabled\":%s}".formatted(enabled));
        assertEquals(200, set.status(), set::text);
    }

    JsonObject limits(String user) {
        return admin.get("/v1/admin/rate-limits/" + user).json().getJsonObject("limits");
    }
}
