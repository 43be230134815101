// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.socket;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.plugins.responses.answer.ResponseEvent;
import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.plugins.responses.run.PreparedResponse;
import ai.optimaforge.plugins.responses.run.ResponseRun;
import ai.optimaforge.plugins.responses.state.Recording;
import ai.optimaforge.plugins.responses.state.ResponseState;
import ai.optimaforge.plugins.responses.state.StateError;
import ai.optimaforge.spi.Calls;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.OwnCall;
import ai.optimaforge.spi.endpoint.WebSocketSession;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;

/// A WebSocket over which a client asks for one response after the other: each message
/// `{"type":"response.create",…}` is a request, each event of its response a message back. What
/// is wrong with a message is told by an event `error`, and the connection stays. Lives on the
/// connection's event loop.
public final class ResponseSocket {
    private static final Logger log = LoggerFactory.getLogger("responses");

    private static final String OPERATION = "createResponse";
    private static final int OK = 200;
    private static final int FAILED = 500;

    private final WebSocketSession session;
    private final Calls calls;
    private final ConnectionState state;
    private final ResponseRun responses;
    private Optional<OwnCall> call = Optional.empty();
    private Optional<CancellableStream<ResponseEvent>> events = Optional.empty();
    private boolean busy;
    private boolean closed;

    private ResponseSocket(
            WebSocketSession session, Calls calls, ResponseRun run, ResponseState state) {
        this.session = session;
        this.calls = calls;
        this.state = new ConnectionState(state);
        this.responses = run.over(this.state);
    }

    /// Begins to answer on a connection.
    ///
    /// @param calls on whose behalf the models are called
    /// @param run makes the responses
    /// @param state where those are kept that are to be kept
    public static void serve(
            WebSocketSession session, Calls calls, ResponseRun run, ResponseState state) {
        ResponseSocket socket =
                new ResponseSocket(
                        requireNonNull(session),
                        requireNonNull(calls),
                        requireNonNull(run),
                        requireNonNull(state));
        session.onText(socket::heard);
        session.onClose(socket::close);
    }

    private void heard(String message) {
        if (busy) {
            send(
                    error(
                            new ForgeException(
                                    StateError.RESPONSE_IN_PROGRESS,
                                    "A response is being made on this connection: the next one can"
                                            + " be asked for when it has ended.")));
            return;
        }
        Turn turn = new Turn();
        try {
            JsonDocument asked = SocketRequest.read(message);
            turn.continued = asked.string("previous_response_id");
            turn.request = Optional.of(SocketRequest.request(asked));
        } catch (ForgeException refused) {
            refuse(turn, refused);
            return;
        }
        busy = true;
        begin(turn);
    }

    /// What is asked for by one message.
    private static final class Turn {
        private Optional<ResponseRequest> request = Optional.empty();
        private Optional<String> continued = Optional.empty();
    }

    private void begin(Turn turn) {
        calls.begin(session.context(), OPERATION)
                .onSuccess(begun -> call = Optional.of(begun))
                .compose(begun -> stream(turn.request.orElseThrow(), begun))
                .onComplete(
                        stream -> read(stream, turn),
                        failure -> {
                            ForgeException told = told(failure);
                            over(told.errorCode().status());
                            refuse(turn, told);
                        });
    }

    private Future<CancellableStream<ResponseEvent>> stream(
            ResponseRequest request, OwnCall begun) {
        if (closed) {
            begun.cancel();
        }
        return responses
                .prepare(request, begun.caller())
                .compose(
                        response ->
                                request.store()
                                        ? responses.stream(response, begun)
                                        : responses.stream(response, remembering(response), begun));
    }

    private Recording remembering(PreparedResponse response) {
        return state.remembering(response.id(), response.history(), response.input().fresh());
    }

    private void read(CancellableStream<ResponseEvent> stream, Turn turn) {
        events = Optional.of(stream);
        if (closed) {
            stream.cancel();
            over(OK);
            return;
        }
        stream.handler(
                event -> {
                    if (event.type().equals("response.failed")) {
                        evict(turn);
                    }
                    send(event.data().toString());
                    if (session.isFull()) {
                        stream.pause();
                        session.onDrain(stream::resume);
                    }
                });
        stream.endHandler(end -> over(OK));
        stream.exceptionHandler(
                failure -> {
                    over(FAILED);
                    refuse(turn, told(failure));
                });
        stream.resume();
    }

    private void over(int status) {
        busy = false;
        call.ifPresent(begun -> begun.end(status));
        call = Optional.empty();
        events = Optional.empty();
    }

    /// What could not be continued is not tried again.
    private void evict(Turn turn) {
        turn.continued.ifPresent(state::forget);
    }

    private void refuse(Turn turn, ForgeException failure) {
        evict(turn);
        send(error(failure));
    }

    private void send(String text) {
        // a connection that is gone is told by onClose
        session.send(text).onFailure(gone -> log.debug("a message could not be sent", gone));
    }

    private void close() {
        closed = true;
        events.ifPresent(CancellableStream::cancel);
        call.ifPresent(OwnCall::cancel);
    }

    private static ForgeException told(Throwable failure) {
        if (failure instanceof ForgeException told) {
            return told;
        }
        log.error("a response over a WebSocket failed", failure);
        return new ForgeException(
                CommonError.INTERNAL_ERROR, "Something went wrong on our side.", failure);
    }

    /// What is wrong, for clients of either family: flat, and in an object.
    private static String error(ForgeException failure) {
        String code = failure.errorCode().code();
        String param = failure.param().orElse(null);
        JsonObject nested =
                new JsonObject()
                        .put("code", code)
                        .put("message", failure.message())
                        .put("type", failure.errorCode().type().wireName())
                        .put("param", param);
        failure.retryAfter()
                .ifPresent(delay -> nested.put("retry_after", delay.plusMillis(999).toSeconds()));
        return new JsonObject()
                .put("type", "error")
                .put("status", failure.errorCode().status())
                .put("code", code)
                .put("message", failure.message())
                .put("param", param)
                .put("error", nested)
                .encode();
    }
}
