// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.background;

import ai.optimaforge.plugins.responses.answer.ResponseEvent;
import ai.optimaforge.plugins.responses.request.ResponseRequest;
import ai.optimaforge.plugins.responses.run.PreparedResponse;
import ai.optimaforge.plugins.responses.run.ResponseRun;
import ai.optimaforge.plugins.responses.state.BackgroundWork;
import ai.optimaforge.plugins.responses.state.BackgroundWorker;
import ai.optimaforge.plugins.responses.state.Recording;
import ai.optimaforge.spi.Calls;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ErrorCode;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.OwnCall;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import java.util.Optional;
import java.util.Set;

/// One response in the background. Nobody reads its events here: whoever wants them finds them
/// where they are recorded.
final class BackgroundRun implements BackgroundWorker.Run {
    static final String OPERATION = "createResponse";

    /// After these it may do a little later.
    private static final Set<ErrorCode> FOR_NOW =
            Set.of(
                    CommonError.RATE_LIMIT_EXCEEDED,
                    CommonError.OVERLOADED,
                    CommonError.STORE_UNAVAILABLE,
                    CommonError.CACHE_UNAVAILABLE);

    private static final int OK = 200;
    private static final int FAILED = 500;

    private final BackgroundWork work;
    private final ResponseRun responses;
    private final Promise<Boolean> done = Promise.promise();
    private Optional<OwnCall> call = Optional.empty();
    private Optional<CancellableStream<ResponseEvent>> events = Optional.empty();
    private boolean cancelled;

    BackgroundRun(BackgroundWork work, ResponseRun responses) {
        this.work = work;
        this.responses = responses;
    }

    /// What is at hand before the model is asked.
    ///
    /// @param recording empty if the response is not to be made any more
    private record Ready(PreparedResponse response, Optional<Recording> recording) {}

    void begin(Calls calls) {
        calls.resume(work.keyId(), OPERATION).onComplete(this::make, this::notNow);
    }

    /// Nothing of the response has been shown: it may be made later.
    private void notNow(Throwable failure) {
        if (failure instanceof ForgeException told && FOR_NOW.contains(told.errorCode())) {
            done.tryComplete(false);
        } else {
            done.tryFail(failure);
        }
    }

    private void make(OwnCall begun) {
        call = Optional.of(begun);
        if (cancelled) {
            begun.cancel();
            return;
        }
        begun.onCancel(this::refused);
        ready(begun)
                .onFailure(failure -> end(begun, failure))
                .onComplete(ready -> make(ready, begun), this::notNow);
    }

    private void make(Ready ready, OwnCall begun) {
        if (ready.recording().isEmpty()) {
            over(begun);
            return;
        }
        responses.stream(ready.response(), ready.recording().get(), begun)
                .onComplete(
                        stream -> read(stream, begun),
                        failure -> {
                            end(begun, failure);
                            done.tryFail(failure);
                        });
    }

    private static void end(OwnCall begun, Throwable failure) {
        begun.end(failure instanceof ForgeException told ? told.errorCode().status() : FAILED);
    }

    private Future<Ready> ready(OwnCall begun) {
        return prepared(begun)
                .compose(response -> work.begin().map(recording -> new Ready(response, recording)));
    }

    /// The call was given up by the platform.
    private void refused() {
        done.tryFail(
                new ForgeException(
                        CommonError.INVALID_API_KEY, "The API key is not valid any more."));
        events.ifPresent(CancellableStream::cancel);
    }

    private Future<PreparedResponse> prepared(OwnCall begun) {
        try {
            return responses.prepare(
                    work.response().getString("id"),
                    work.response().getLong("created_at"),
                    // so that what is cancelled or lost midway keeps what there is
                    ResponseRequest.of(work.request().with("stream", true)),
                    begun.caller());
        } catch (ForgeException refused) {
            return Future.failedFuture(refused);
        }
    }

    private void read(CancellableStream<ResponseEvent> stream, OwnCall begun) {
        events = Optional.of(stream);
        if (cancelled) {
            stream.cancel();
            return;
        }
        stream.handler(event -> {});
        stream.endHandler(end -> over(begun));
        stream.exceptionHandler(
                failure -> {
                    begun.end(FAILED);
                    done.tryFail(failure);
                });
        stream.resume();
    }

    private void over(OwnCall begun) {
        begun.end(OK);
        done.tryComplete(true);
    }

    @Override
    public Future<Boolean> done() {
        return done.future();
    }

    @Override
    public void cancel() {
        cancelled = true;
        done.tryComplete(true);
        events.ifPresent(CancellableStream::cancel);
        call.ifPresent(OwnCall::cancel);
    }
}
