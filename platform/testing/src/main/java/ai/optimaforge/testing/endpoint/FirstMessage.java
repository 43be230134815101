// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.endpoint;

import ai.optimaforge.testing.endpoint.EndpointGroupContractTest.Example;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The first text that a WebSocket answers to a text.
final class FirstMessage implements WebSocket.Listener {
    private static final int SECONDS = 10;

    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    private FirstMessage() {}

    /// With what status the server refuses it to a caller without a key; 101 if it does not.
    static int statusWithoutKey(URI address, Example example) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.newWebSocketBuilder()
                    .buildAsync(uri(address, example), new FirstMessage())
                    .get(SECONDS, TimeUnit.SECONDS)
                    .abort();
            return 101;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw new AssertionError(example.operation() + " opens no WebSocket: " + e, e);
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(example.operation() + " opens no WebSocket: " + e, e);
        }
    }

    private static URI uri(URI address, Example example) {
        return URI.create(address.toString().replaceFirst("^http", "ws") + example.path());
    }

    static String of(URI address, String key, Example example) {
        FirstMessage listener = new FirstMessage();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket =
                    client.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + key)
                            .buildAsync(uri(address, example), listener)
                            .get(SECONDS, TimeUnit.SECONDS);
            socket.sendText(example.body(), true).get(SECONDS, TimeUnit.SECONDS);
            String message = listener.first.get(SECONDS, TimeUnit.SECONDS);
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(SECONDS, TimeUnit.SECONDS);
            socket.abort();
            return message;
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError(example.operation() + " opens no WebSocket: " + e, e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            first.complete(text.toString());
        }
        socket.request(1);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        first.completeExceptionally(failure);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        first.completeExceptionally(
                new IllegalStateException("closed with %d %s".formatted(code, reason)));
        return null;
    }
}
