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

    void begin(Calls calls) {
        calls.resume(work.keyId(), OPERATION)
                .onComplete(
                        this::make,
                        refusal -> {
                            if (isForNow(refusal)) {
                                done.tryComplete(false);
                            } else {
                                done.tryFail(refusal);
                            }
                        });
    }

    private static boolean isForNow(Throwable failure) {
        return failure instanceof ForgeException told && FOR_NOW.contains(told.errorCode());
    }

    private void make(OwnCall begun) {
        call = Optional.of(begun);
        if (cancelled) {
            begun.cancel();
            return;
        }
        begun.onCancel(this::refused);
        prepared(begun)
                .compose(response -> work.begin().compose(to -> make(response, to, begun)))
                .onFailure(
                        failure -> {
                            begun.end(
                                    failure instanceof ForgeException told
                                            ? told.errorCode().status()
                                            : FAILED);
                            done.tryFail(failure);
                        });
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

    private Future<Void> make(
            PreparedResponse response, Optional<Recording> recording, OwnCall begun) {
        if (recording.isEmpty()) {
            over(begun);
            return Future.succeededFuture();
        }
        return responses.stream(response, recording.get(), begun)
                .map(
                        stream -> {
                            read(stream, begun);
                            return null;
                        });
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
