// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.limit.Decision;
import ai.optimaforge.kernel.plugin.PluginLoad;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.ErrorFormat;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonFormatException;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One request and its answer, on the event loop of its connection. It is over once, when the
/// answer is out or the client has gone.
final class Exchange extends LiveCall implements Call {
    private static final byte[] NOTHING = {};
    private static final long UNREAD = -1;

    private final HttpServerRequest request;
    private Map<String, String> parameters = Map.of();
    private @Nullable Operation operation;
    private Optional<PluginLoad> entered = Optional.empty();
    private Registration atLeave = () -> {};
    private Consumer<ForgeException> stopping = failure -> {};
    private byte @Nullable [] body;
    private @Nullable JsonDocument json;
    private boolean answered;
    private boolean left;
    private long bodyMemory;
    private long announced = UNREAD;

    Exchange(HttpServerRequest request) {
        super(RequestIds.of(request));
        this.request = request;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    /// @throws ForgeException if the plugin serves nothing at the moment
    void found(Router.Match.Found match) {
        operation = match.operation();
        operation.load().requireServing();
        operation.load().enter();
        entered = Optional.of(operation.load());
        parameters = match.parameters();
    }

    /// What the limits say of the call.
    ///
    /// @throws ForgeException if it is not let in
    void decided(Decision decision) {
        decision.headers().accept(response().headers());
        decision.refusal()
                .ifPresent(
                        refusal -> {
                            throw refusal;
                        });
        if (left) {
            decision.call().end();
        } else {
            reserve(decision.call());
        }
    }

    void received(byte[] whole) {
        body = whole;
        moved(whole.length);
    }

    /// Bytes of a body came in or went out.
    void moved(long bytes) {
        entered.ifPresent(load -> load.moved(bytes));
    }

    /// Whether a plugin is busy with it.
    @SuppressWarnings("ReferenceEquality") // this very run of the plugin
    boolean isOf(PluginLoad load) {
        return entered.isPresent() && entered.get() == load;
    }

    /// How to end it before its time.
    void onStop(Consumer<ForgeException> action) {
        stopping = action;
    }

    /// Ends it before its time.
    void stop(ForgeException failure) {
        stopping.accept(failure);
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
        if (first) {
            release();
            entered.ifPresent(PluginLoad::leave);
            atLeave.close();
        }
        return first;
    }

    /// Takes something back when the exchange leaves the platform.
    void onLeave(Registration registration) {
        atLeave = registration;
    }

    /// The operation; empty while the request has not been routed, and if it leads nowhere.
    Optional<Operation> operation() {
        return Optional.ofNullable(operation);
    }

    /// The id of the plugin that answers, or `kernel`.
    String owner() {
        return operation == null ? "kernel" : operation.owner();
    }

    /// Its handler was called, and has not answered.
    boolean isUnanswered() {
        return isReceived() && !answered && !isOver();
    }

    /// Its handler has answered; a stream may go on for long.
    void answered() {
        answered = true;
    }

    /// How its failures are told.
    ErrorFormat errors() {
        return operation == null ? ErrorEnvelope.FORMAT : operation.errors();
    }

    @Override
    public void warn(String line) {
        if (!response().headWritten()) {
            // 299: a warning that lasts, RFC 7234, section 5.5.7
            response().headers().add("Warning", "299 - \"" + HeaderText.of(line) + '"');
        }
    }

    @Override
    public CallContext context() {
        return this;
    }

    boolean hasPathParameter(String name) {
        return parameters.containsKey(name);
    }

    @Override
    public long expectedTokens() {
        return announcedLength() / Admission.BYTES_PER_TOKEN;
    }

    /// The length that the request announces; 0 if it announces none. It is read once.
    long announcedLength() {
        if (announced == UNREAD) {
            announced = contentLength(request.getHeader(HttpHeaders.CONTENT_LENGTH));
        }
        return announced;
    }

    private static long contentLength(@Nullable String header) {
        try {
            return header == null ? 0 : Math.max(0, Long.parseLong(header));
        } catch (NumberFormatException e) {
            return 0;
        }
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
    public List<String> headers(String name) {
        return List.copyOf(request.headers().getAll(name));
    }

    /// The body itself, which nobody may change.
    byte[] bytes() {
        return body == null ? NOTHING : body;
    }

    @Override
    public Buffer body() {
        return Buffer.buffer(bytes());
    }

    @Override
    public JsonDocument json() {
        if (json == null) {
            try {
                json = JsonDocument.parse(bytes());
            } catch (JsonFormatException e) {
                throw new ForgeException(
                        CommonError.INVALID_JSON,
                        "The body must be a JSON object: " + e.getMessage());
            }
        }
        return json;
    }
}
