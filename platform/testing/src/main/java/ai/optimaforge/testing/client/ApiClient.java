// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// A client that sends bytes and gets bytes, with a key.
public final class ApiClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String key;

    /// @param address where the server listens
    /// @param key sent as a bearer token
    public ApiClient(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    /// Gets what is at a path.
    public ApiResponse get(String path) {
        return send(path, HttpRequest.Builder::GET);
    }

    /// Posts JSON text.
    public ApiResponse post(String path, String json) {
        return post(path, json.getBytes(UTF_8));
    }

    /// Posts bytes as `application/json`.
    public ApiResponse post(String path, byte[] json) {
        return send(path, request -> posted(request, json));
    }

    /// Sends JSON text by any method; an empty text is no body.
    public ApiResponse send(String method, String path, String json) {
        return send(
                path,
                request ->
                        json.isEmpty()
                                ? request.method(method, BodyPublishers.noBody())
                                : request.header("content-type", "application/json")
                                        .method(method, BodyPublishers.ofString(json)));
    }

    /// Sends a request of any kind. It carries the key, unless the shape replaces it with
    /// `setHeader`.
    public ApiResponse send(String path, UnaryOperator<HttpRequest.Builder> shape) {
        return exchange(shape.apply(request(path)).build());
    }

    /// Sends a request of any kind, without a key.
    public ApiResponse sendWithoutKey(String path, UnaryOperator<HttpRequest.Builder> shape) {
        return exchange(shape.apply(HttpRequest.newBuilder(uri(path)).timeout(PATIENCE)).build());
    }

    /// Posts JSON text and reads the answer as a stream of server-sent events.
    public EventStream stream(String path, String json) {
        return EventStream.open(address, key, path, json.getBytes(UTF_8));
    }

    private static HttpRequest.Builder posted(HttpRequest.Builder request, byte[] json) {
        return request.header("content-type", "application/json")
                .POST(BodyPublishers.ofByteArray(json));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + key);
    }

    private URI uri(String path) {
        return URI.create(address + path);
    }

    private ApiResponse exchange(HttpRequest request) {
        try {
            return read(http.send(request, BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static ApiResponse read(HttpResponse<byte[]> response) {
        return new ApiResponse(response.statusCode(), response.headers(), response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
