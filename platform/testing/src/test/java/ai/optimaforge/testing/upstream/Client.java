// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Calls the fake upstream as a client would: well-behaved over HTTP, or byte by byte over a
/// socket.
final class Client implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeUpstream upstream;

    Client(FakeUpstream upstream) {
        this.upstream = upstream;
    }

    static JsonObject chat(String model) {
        return new JsonObject().put("model", model).put("messages", new JsonArray());
    }

    static JsonObject stream(String model) {
        return chat(model).put("stream", true);
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path, body), BodyHandlers.ofString());
    }

    HttpResponse<String> chat(JsonObject body) throws IOException, InterruptedException {
        return post("/chat/completions", body.encode());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create(upstream.baseUrl() + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(upstream.baseUrl() + path))
                .header("Content-Type", "application/json")
                .timeout(SOON)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    /// A connection on which nothing has been sent.
    Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), upstream.port());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    /// A connection on which a chat call has been sent and nothing read.
    Socket open(JsonObject body) throws IOException {
        Socket socket = connect();
        String text = body.encode();
        String head =
                lines(
                        "POST /v1/chat/completions HTTP/1.1",
                        "Host: fake",
                        "Content-Length: " + text.length(),
                        "",
                        "");
        socket.getOutputStream().write((head + text).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /// Lines as HTTP ends them, the last without an end.
    static String lines(String... lines) {
        return String.join("\r\n", lines);
    }

    /// Reads no further than the end of `text`.
    static void readUntil(Socket socket, String text) throws IOException {
        var seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new EOFException(text + " does not come: " + seen);
            }
            seen.append((char) next);
        }
    }

    /// All that comes until the upstream closes.
    static String readAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
