// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonFormatException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request and its answer, on the event loop of its connection. It is over once, when the
/// answer is out or the client has gone.
final class Exchange implements Call, CallContext {
    private final HttpServerRequest request;
    private final String requestId;
    private final long started = System.nanoTime();
    private List<Runnable> cancelActions = List.of();
    private Map<String, String> parameters = Map.of();
    private @Nullable Operation operation;
    private @Nullable Caller caller;
    private byte @Nullable [] body;
    private @Nullable JsonDocument json;
    private boolean cancelled;
    private boolean over;
    private boolean left;
    private long bodyMemory;

    Exchange(HttpServerRequest request) {
        this.request = request;
        this.requestId = RequestIds.of(request);
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    void found(Router.Match.Found match) {
        operation = match.operation();
        parameters = match.parameters();
    }

    void calledBy(Caller known) {
        caller = known;
    }

    void received(byte[] whole) {
        body = whole;
    }

    /// Its body takes that many bytes more.
    void holds(long bytes) {
        bodyMemory += bytes;
    }

    long bodyMemory() {
        return bodyMemory;
    }

    /// Whether the request came in whole.
    boolean isReceived() {
        return body != null;
    }

    /// Whether this is the first time that the exchange leaves the platform.
    boolean leave() {
        boolean first = !left;
        left = true;
        return first;
    }

    /// The operation; empty while the request has not been routed, and if it leads nowhere.
    Optional<Operation> operation() {
        return Optional.ofNullable(operation);
    }

    /// The id of the caller's key, for the log.
    String keyId() {
        return caller == null ? "" : caller.keyId();
    }

    long nanosSinceStart() {
        return System.nanoTime() - started;
    }

    boolean isOver() {
        return over;
    }

    /// The answer is out; whether this is what ended the exchange.
    boolean finish() {
        boolean first = !over;
        over = true;
        cancelActions = List.of();
        return first;
    }

    /// The client has gone; whether this is what ended the exchange.
    boolean cancel() {
        if (over) {
            return false;
        }
        over = true;
        cancelled = true;
        List<Runnable> actions = cancelActions;
        cancelActions = List.of();
        actions.forEach(Runnable::run);
        return true;
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public Caller caller() {
        return requireNonNull(caller, "the operation is open: it has no caller");
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
        if (cancelled) {
            action.run();
        } else if (!over) {
            if (cancelActions.isEmpty()) {
                cancelActions = new ArrayList<>(2);
            }
            cancelActions.add(action);
        }
    }

    @Override
    public CallContext context() {
        return this;
    }

    @Override
    public String path(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the path has no parameter " + name);
        }
        return value;
    }

    @Override
    public Optional<String> query(String name) {
        return Optional.ofNullable(request.getParam(name));
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    @Override
    public Buffer body() {
        return body == null ? Buffer.buffer() : Buffer.buffer(body);
    }

    @Override
    public JsonDocument json() {
        if (json == null) {
            try {
                json = JsonDocument.parse(body == null ? new byte[0] : body);
            } catch (JsonFormatException e) {
                throw new ForgeException(
                        CommonError.INVALID_JSON,
                        "The body must be a JSON object: " + e.getMessage());
            }
        }
        return json;
    }
}
