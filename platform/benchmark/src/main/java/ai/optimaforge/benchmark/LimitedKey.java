// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;

/// A key as most callers have one: of a user whose calls and tokens are counted.
final class LimitedKey {
    private static final String USER = "benchmark";
    static final long NEVER_REACHED = 1_000_000_000_000L;

    private LimitedKey() {}

    /// Makes a key by the admin API of a platform that runs.
    static String make(Target operator) {
        return make(operator, USER, NEVER_REACHED);
    }

    /// Makes one of this user, who may call so often a minute.
    static String make(Target operator, String name, long callsPerMinute) {
        JsonObject limits =
                new JsonObject()
                        .put("requests_per_minute", callsPerMinute)
                        .put("requests_per_day", NEVER_REACHED)
                        .put("tokens_per_minute", NEVER_REACHED)
                        .put("concurrent", NEVER_REACHED);
        JsonObject user = new JsonObject().put("tier", "pro").put("limits", limits);
        JsonObject key =
                new JsonObject()
                        .put("name", name)
                        .put("user_id", name)
                        .put("scopes", new JsonArray().add("chat"));
        AdminClient admin = new AdminClient(operator);
        try {
            admin.send("/admin/users/" + name, "PUT", user.encode());
            return admin.send("/admin/keys", "POST", key.encode()).getString("secret");
        } catch (IOException e) {
            throw new BenchmarkException("cannot make a key", e);
        }
    }
}
