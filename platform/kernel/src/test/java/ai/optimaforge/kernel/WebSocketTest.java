// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.plugin.PluginBuild;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.spi.Caller;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A plugin takes a connection as a WebSocket.
@Timeout(60)
class WebSocketTest {
    private static final String KEY = "sixteen-characters-and-more";

    @TempDir Path directory;

    /// Says back what it hears; begins a call for each message but `close` and `throw`.
    private PluginLocation echo() {
        return PluginBuild.of(directory, "acme")
                .endpoints(
                        "private final PluginContext context; "
                                + "public Endpoints(PluginContext context) "
                                + "{ this.context = context; }",
                        """
                        operations.on("echo", call -> Future.succeededFuture(
                                Answer.webSocket(session -> session.onText(text -> {
                                    if (text.equals("close")) {
                                        session.close(4000, "as you like");
                                        return;
                                    }
                                    context.calls().begin(session.context(), "echoed")
                                            .onSuccess(begun -> session
                                                    .send(begun.caller().userId() + ": " + text)
                                                    .onComplete(sent -> begun.end(200)))
                                            .onFailure(refused -> session.send(
                                                    "refused: " + refused.getMessage()));
                                }))));
                        """)
                .resource(
                        "acme.yaml",
                        """
                        openapi: 3.1.0
                        paths:
                          /echo:
                            get:
                              operationId: echo
                              x-forge-scope: chat
                              x-forge-websocket: true
                        """)
                .installed();
    }

    private Kernel start(String... settings) throws StartFailedException {
        Starting starting = new Starting(directory).set("bootstrap.key", KEY);
        for (int i = 0; i < settings.length; i += 2) {
            starting.set(settings[i], settings[i + 1]);
        }
        return starting.start(echo());
    }

    /// What a client heard.
    private static final class Heard implements WebSocket.Listener {
        final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
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
            messages.add("closed " + code + " " + reason);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            messages.add("broken " + error);
        }

        String next() throws InterruptedException {
            String message = messages.poll(20, TimeUnit.SECONDS);
            return message == null ? "silence" : message;
        }
    }

    private static WebSocket open(HttpClient client, Kernel kernel, Heard heard) {
        return client.newWebSocketBuilder()
                .header("authorization", "Bearer " + KEY)
                .buildAsync(uri(kernel), heard)
                .join();
    }

    private static URI uri(Kernel kernel) {
        return URI.create("ws://" + kernel.address().getAuthority() + "/echo");
    }

    @Test
    void should_hear_what_was_said_when_a_plugin_answers_with_a_websocket() throws Exception {
        try (Kernel kernel = start();
                HttpClient client = HttpClient.newHttpClient()) {
            Heard heard = new Heard();
            WebSocket socket = open(client, kernel, heard);
            socket.sendText("one", true).join();
            assertEquals("operator: one", heard.next());
            socket.sendText("t", false).join();
            socket.sendText("wo", true).join();
            assertEquals("operator: two", heard.next());
            socket.sendText("close", true).join();
            assertEquals("closed 4000 as you like", heard.next());
        }
    }

    @Test
    void should_take_the_key_from_the_subprotocols_when_a_browser_can_set_no_header()
            throws Exception {
        try (Kernel kernel = start();
                HttpClient client = HttpClient.newHttpClient()) {
            Heard heard = new Heard();
            WebSocket socket =
                    client.newWebSocketBuilder()
                            .subprotocols("forge.v1", "forge-key." + KEY)
                            .buildAsync(uri(kernel), heard)
                            .join();
            assertEquals("forge.v1", socket.getSubprotocol());
            socket.sendText("hello", true).join();
            assertEquals("operator: hello", heard.next());
            socket.abort();
        }
    }

    @Test
    void should_refuse_the_upgrade_when_the_key_is_wrong() throws Exception {
        try (Kernel kernel = start();
                HttpClient client = HttpClient.newHttpClient()) {
            CompletionException refused =
                    assertThrows(
                            CompletionException.class,
                            () ->
                                    client.newWebSocketBuilder()
                                            .header("authorization", "Bearer wrong")
                                            .buildAsync(uri(kernel), new Heard())
                                            .join());
            WebSocketHandshakeException handshake =
                    assertInstanceOf(WebSocketHandshakeException.class, refused.getCause());
            assertEquals(401, handshake.getResponse().statusCode());
        }
    }

    @Test
    void should_ask_for_an_upgrade_when_a_plain_request_comes() throws Exception {
        try (Kernel kernel = start();
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest plain =
                    HttpRequest.newBuilder(kernel.address().resolve("/echo"))
                            .header("authorization", "Bearer " + KEY)
                            .build();
            HttpResponse<String> answer = client.send(plain, HttpResponse.BodyHandlers.ofString());
            assertEquals(426, answer.statusCode());
            assertEquals("websocket", answer.headers().firstValue("upgrade").orElse(""));
            assertTrue(answer.body().contains("upgrade_required"), answer.body());
            assertEquals(401, Starting.get(kernel, "/echo").statusCode());
        }
    }

    @Test
    void should_close_with_1003_when_bytes_come() throws Exception {
        try (Kernel kernel = start();
                HttpClient client = HttpClient.newHttpClient()) {
            Heard heard = new Heard();
            open(client, kernel, heard).sendBinary(ByteBuffer.allocate(3), true).join();
            assertEquals("closed 1003 Only text is understood here.", heard.next());
        }
    }

    @Test
    void should_close_when_a_message_is_larger_than_a_body_may_be() throws Exception {
        try (Kernel kernel = start("http.body-limit", "1 KiB");
                HttpClient client = HttpClient.newHttpClient()) {
            Heard heard = new Heard();
            open(client, kernel, heard).sendText("x".repeat(2_000), true).join();
            String last = heard.next();
            assertEquals("closed 1009 A message may have 1 KiB at most.", last);
        }
    }

    @Test
    void should_close_when_nothing_is_said_for_long() throws Exception {
        try (Kernel kernel =
                        start(
                                "http.websocket-ping", "300 ms",
                                "http.websocket-idle-timeout", "200 ms");
                HttpClient client = HttpClient.newHttpClient()) {
            Heard heard = new Heard();
            open(client, kernel, heard);
            assertEquals("closed 1001 Idle for too long.", heard.next());
        }
    }

    @Test
    void should_close_with_1001_when_the_plugin_is_stopped() throws Exception {
        try (Kernel kernel = start("plugin-host.drain-timeout", "50 ms");
                HttpClient client = HttpClient.newHttpClient()) {
            Heard heard = new Heard();
            open(client, kernel, heard);
            kernel.plugins().stop("acme", Caller.platform());
            assertEquals(
                    "closed 1001 Plugin acme 1.0.0 was stopped before the call was over.",
                    heard.next());
        }
    }

    @Test
    void should_forget_the_connection_when_the_client_goes() throws Exception {
        try (Kernel kernel = start();
                HttpClient client = HttpClient.newHttpClient()) {
            Heard heard = new Heard();
            WebSocket socket = open(client, kernel, heard);
            socket.sendText("one", true).join();
            heard.next();
            assertEquals(1, kernel.plugins().list().getFirst().inFlight());
            socket.abort();
            while (kernel.plugins().list().getFirst().inFlight() > 0) {
                Thread.onSpinWait();
            }
        }
    }
}
