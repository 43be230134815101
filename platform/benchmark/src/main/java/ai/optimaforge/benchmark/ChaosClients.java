// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Clients that write and call without a pause, and note what they are told.
final class ChaosClients implements AutoCloseable {
    private static final int OF_A_KIND = 4;
    private static final Duration AFTER_FAILURE = Duration.ofMillis(20);
    private static final String CHAT =
            "{\"model\":\"openai/fake\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final Ledger ledger;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile AdminClient client;
    private volatile boolean over;

    private interface Step {
        void run() throws IOException;
    }

    ChaosClients(Ledger ledger, Target target) {
        this.ledger = ledger;
        this.client = new AdminClient(target);
        for (int i = 0; i < OF_A_KIND; i++) {
            String user = "chaos_" + i;
            threads.execute(() -> again(this::makeKey));
            threads.execute(() -> again(() -> changeUser(user)));
            threads.execute(() -> again(this::call));
        }
    }

    /// From now on this process is asked.
    void turnTo(Target target) {
        client = new AdminClient(target);
    }

    private void again(Step step) {
        while (!over) {
            try {
                step.run();
            } catch (IOException e) {
                // killed: what this step wanted was not acknowledged
                Pause.of(AFTER_FAILURE);
            }
        }
    }

    private void makeKey() throws IOException {
        JsonObject spec =
                new JsonObject()
                        .put("name", "chaos")
                        .put("user_id", "chaos")
                        .put("scopes", new JsonArray().add("chat"));
        ledger.keys().add(client.send("/admin/keys", "POST", spec.encode()).getString("id"));
    }

    private void changeUser(String user) throws IOException {
        long next = ledger.users().getOrDefault(user, 0L) + 1;
        JsonObject limits = new JsonObject().put("requests_per_day", next);
        JsonObject change = new JsonObject().put("limits", limits);
        client.send("/admin/users/" + user, "PUT", change.encode());
        ledger.users().put(user, next);
        ledger.userWrites().incrementAndGet();
    }

    private void call() throws IOException {
        ledger.callsAsked().incrementAndGet();
        client.send("/chat/completions", "POST", CHAT);
        ledger.callsAnswered().incrementAndGet();
    }

    /// Lets each client finish what it is at.
    @Override
    public void close() {
        over = true;
        threads.close();
    }
}
