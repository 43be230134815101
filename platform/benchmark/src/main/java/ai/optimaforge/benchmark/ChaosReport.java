// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What clients were told, and what is there of it.
///
/// @param callsCounted calls in the usage
record ChaosReport(
        int kills,
        int keysMade,
        int keysLost,
        long userWrites,
        int usersLost,
        long callsAsked,
        long callsAnswered,
        long callsCounted) {
    private static final Duration TO_SETTLE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

    static ChaosReport of(int kills, Ledger ledger, AdminClient admin) {
        try {
            Set<String> missing = new HashSet<>(ledger.keys());
            missing.removeAll(keys(admin));
            return new ChaosReport(
                    kills,
                    ledger.keys().size(),
                    missing.size(),
                    ledger.userWrites().get(),
                    lostUsers(ledger.users(), admin),
                    ledger.callsAsked().get(),
                    ledger.callsAnswered().get(),
                    counted(ledger, admin));
        } catch (IOException e) {
            throw new BenchmarkException("the platform does not say what it has", e);
        }
    }

    private static Set<String> keys(AdminClient admin) throws IOException {
        Set<String> keys = new HashSet<>();
        String after = "";
        boolean more = true;
        while (more) {
            JsonObject page = admin.get("/admin/keys?limit=100" + after);
            JsonArray data = page.getJsonArray("data");
            data.forEach(key -> keys.add(((JsonObject) key).getString("id")));
            after = "&after=" + page.getString("last_id");
            more = page.getBoolean("has_more");
        }
        return keys;
    }

    private static int lostUsers(Map<String, Long> acknowledged, AdminClient admin)
            throws IOException {
        int lost = 0;
        for (Map.Entry<String, Long> user : acknowledged.entrySet()) {
            JsonObject limits = admin.get("/admin/users/" + user.getKey()).getJsonObject("limits");
            // a later value that nobody was told of may be there
            if (limits.getLong("requests_per_day") < user.getValue()) {
                lost++;
            }
        }
        return lost;
    }

    private static long counted(Ledger ledger, AdminClient admin) throws IOException {
        long end = System.nanoTime() + TO_SETTLE.toNanos();
        long before = -1;
        long counted = requests(admin);
        while (System.nanoTime() < end
                && (counted < ledger.callsAnswered().get() || counted != before)) {
            Pause.of(LOOK_AGAIN);
            before = counted;
            counted = requests(admin);
        }
        return counted;
    }

    private static long requests(AdminClient admin) throws IOException {
        long requests = 0;
        for (Object row : admin.get("/admin/usage").getJsonArray("data")) {
            requests += ((JsonObject) row).getLong("requests");
        }
        return requests;
    }

    /// How much of what was acknowledged is not there.
    long lost() {
        return keysLost + usersLost + Math.max(0, callsAnswered - callsCounted);
    }

    String markdown() {
        return """
        | after %d kills | acknowledged | lost |
        |---|--:|--:|
        | keys made | %d | %d |
        | changes of users | %d | %d |
        | calls answered | %d | %d |

        Calls sent: %d; counted in usage: %d. A call that was cut off may be counted or not.\
        """
                .formatted(
                        kills,
                        keysMade,
                        keysLost,
                        userWrites,
                        usersLost,
                        callsAnswered,
                        Math.max(0, callsAnswered - callsCounted),
                        callsAsked,
                        callsCounted);
    }
}
