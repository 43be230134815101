// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.kept;

import ai.optimaforge.testing.TestPlatform;

import io.vertx.core.json.JsonObject;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A WebSocket for responses, and what it has heard.
final class Connection implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;
    private static final SocketContract CONTRACT = new SocketContract();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Heard heard = new Heard();
    private final WebSocket socket;

    Connection(TestPlatform platform, String key) {
        socket =
                client.newWebSocketBuilder()
                        .header("authorization", "Bearer " + key)
                        .buildAsync(
                                URI.create(
                                        "ws://"
                                                + platform.address().getAuthority()
                                                + Responses.PATH),
                                heard)
                        .join();
    }

    private static final class Heard implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                messages.add(parts.toString());
                parts.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            messages.add("closed " + code);
            return CompletableFuture.completedFuture(null);
        }
    }

    void send(String message) {
        socket.sendText(message, true).join();
    }

    /// Asks for a response, as the contract has it.
    void create(JsonObject request) {
        String message = request.copy().put("type", "response.create").encode();
        CONTRACT.sent(message);
        send(message);
    }

    /// Asks for a response, and waits until it has ended.
    ///
    /// @return the response, as its last event has it
    JsonObject made(JsonObject request) throws InterruptedException {
        create(request);
        List<JsonObject> events = rest();
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).getInteger("sequence_number") != i) {
                throw new AssertionError("not the event " + i + ": " + events.get(i));
            }
        }
        return events.getLast().getJsonObject("response");
    }

    /// The events up to the end of the response.
    List<JsonObject> rest() throws InterruptedException {
        List<JsonObject> events = new ArrayList<>();
        do {
            events.add(next());
        } while (!events.getLast()
                .getString("type")
                .matches("response\\.(completed|incomplete|failed)"));
        return events;
    }

    /// The next message, which is as the contract says.
    JsonObject next() throws InterruptedException {
        String message = text();
        CONTRACT.heard(message);
        return new JsonObject(message);
    }

    /// The next message, or `closed` with its code.
    String text() throws InterruptedException {
        String message = heard.messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing was heard");
        }
        return message;
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }
}
