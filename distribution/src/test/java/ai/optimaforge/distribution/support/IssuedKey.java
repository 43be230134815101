// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.support;

import ai.optimaforge.testing.client.ApiClient;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Assertions;

import java.util.List;

/// A key that an operator made, and a client that sends it.
///
/// @param document the key as the answer showed it, its secret too
public record IssuedKey(JsonObject document, ApiClient client) implements AutoCloseable {
    /// The path of keys.
    public static final String KEYS = "/v1/admin/keys";

    /// Makes a key for a user.
    public static IssuedKey of(Gateway gateway, String user, String... scopes) {
        return of(
                gateway,
                new JsonObject()
                        .put("name", "test")
                        .put("user_id", user)
                        .put("scopes", new JsonArray(List.of(scopes))));
    }

    /// Makes a key as a body says.
    public static IssuedKey of(Gateway gateway, JsonObject body) {
        ApiResponse answer = gateway.client().post(KEYS, body.encode());
        Assertions.assertEquals(200, answer.status(), answer::toString);
        JsonObject key = answer.json();
        return new IssuedKey(
                key, new ApiClient(gateway.platform().address(), key.getString("secret")));
    }

    /// The key's id.
    public String id() {
        return document.getString("id");
    }

    /// The key's own path.
    public String path() {
        return KEYS + "/" + id();
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public String toString() {
        return id();
    }
}
