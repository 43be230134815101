// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.identity.Identity;
import ai.optimaforge.kernel.limit.Decision;
import ai.optimaforge.kernel.limit.Reservation;
import ai.optimaforge.kernel.usage.AccountedCall;
import ai.optimaforge.kernel.usage.ModelUse;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.Registration;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.ErrorFormat;
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
final class Exchange implements Call, AccountedCall {
    private static final byte[] NOTHING = {};

    private final HttpServerRequest request;
    private final String requestId;
    private final long started = System.nanoTime();
    private List<Runnable> cancelActions = List.of();
    private Map<String, String> parameters = Map.of();
    private @Nullable Operation operation;
    private @Nullable Identity identity;
    private Reservation reservation = Reservation.UNLIMITED;
    private Registration atLeave = () -> {};
    private List<ModelUse> uses = List.of();
    private List<String> notices = List.of();
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

    void calledBy(Identity known) {
        identity = known;
    }

    /// Who calls; empty if that is not known, or the operation is open to all.
    Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    /// What the limits say of the call.
    ///
    /// @throws ForgeException if it is not let in
    void decided(Decision decision) {
        decision.headers().forEach(response()::putHeader);
        decision.refusal()
                .ifPresent(
                        refusal -> {
                            throw refusal;
                        });
        if (left) {
            decision.call().end();
        } else {
            reservation = decision.call();
        }
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
        if (first) {
            reservation.end();
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

    /// How its failures are told.
    ErrorFormat errors() {
        return operation == null ? ErrorEnvelope.FORMAT : operation.errors();
    }

    /// The id of the caller's key, for the log.
    String keyId() {
        return identity == null ? "" : identity.caller().keyId();
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
        return requireNonNull(identity, "the operation is open: it has no caller").caller();
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
    public void notice(String line) {
        notices = append(notices, line);
    }

    @Override
    public void warn(String line) {
        if (!response().headWritten()) {
            // 299: a warning that lasts, RFC 7234, section 5.5.7
            response().headers().add("Warning", "299 - \"" + HeaderText.of(line) + '"');
        }
    }

    @Override
    public List<String> notices() {
        return notices;
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
        return BodyReader.announcedLength(request) / Admission.BYTES_PER_TOKEN;
    }

    @Override
    public void used(ModelUse use) {
        uses = append(uses, use);
        reservation.used(
                use.tokens().input() + use.tokens().output(),
                Double.isNaN(use.costUsd()) ? 0 : use.costUsd());
    }

    private static <T> List<T> append(List<T> list, T item) {
        if (list.isEmpty()) {
            return List.of(item);
        }
        List<T> longer = new ArrayList<>(list);
        longer.add(item);
        return longer;
    }

    /// What models used for it.
    List<ModelUse> uses() {
        return uses;
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
