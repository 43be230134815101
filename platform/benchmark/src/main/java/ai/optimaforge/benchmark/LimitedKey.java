// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// A key as most callers have one: of a user whose calls and tokens are counted.
final class LimitedKey {
    private static final String USER = "benchmark";
    private static final long NEVER_REACHED = 1_000_000_000_000L;

    private LimitedKey() {}

    /// Makes a key by the admin API of a platform that runs.
    static String make(Target operator) {
        JsonObject limits =
                new JsonObject()
                        .put("requests_per_minute", NEVER_REACHED)
                        .put("requests_per_day", NEVER_REACHED)
                        .put("tokens_per_minute", NEVER_REACHED)
                        .put("concurrent", NEVER_REACHED);
        JsonObject user = new JsonObject().put("tier", "pro").put("limits", limits);
        send(operator, "PUT", "/admin/users/" + USER, user);
        JsonObject key =
                new JsonObject()
                        .put("name", "benchmark")
                        .put("user_id", USER)
                        .put("scopes", new JsonArray().add("chat"));
        return send(operator, "POST", "/admin/keys", key).getString("secret");
    }

    private static JsonObject send(Target operator, String method, String path, JsonObject body) {
        HttpRequest request =
                HttpRequest.newBuilder(operator.baseUrl().resolve("/v1" + path))
                        .header("authorization", "Bearer " + operator.key())
                        .header("content-type", "application/json")
                        .method(method, BodyPublishers.ofString(body.encode()))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new BenchmarkException(
                        "%s %s was answered %d: %s"
                                .formatted(method, path, answer.statusCode(), answer.body()));
            }
            return new JsonObject(answer.body());
        } catch (IOException e) {
            throw new BenchmarkException("cannot make a key", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }
}
