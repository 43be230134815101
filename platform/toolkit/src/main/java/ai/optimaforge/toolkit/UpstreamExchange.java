// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.Consumer;

/// One request to an upstream and its answer, on one event loop.
final class UpstreamExchange {
    private static final int LARGEST_FIRST_BUFFER = 1 << 16;

    private final HttpClient client;
    private final CallContext call;
    private final Duration connectTimeout;
    private final int maxAnswerSize;
    private final RefusalReader refusals;
    private final Silence silence;
    private @Nullable HttpClientRequest request;
    private Consumer<UpstreamException> onFailure = failure -> {};
    private boolean answered;
    private boolean over;

    UpstreamExchange(
            HttpClient client,
            CallContext call,
            Duration connectTimeout,
            UpstreamTimeouts timeouts,
            int maxAnswerSize,
            RefusalReader refusals) {
        this.client = client;
        this.call = call;
        this.connectTimeout = connectTimeout;
        this.maxAnswerSize = maxAnswerSize;
        this.refusals = refusals;
        this.silence = new Silence(timeouts, this::fail);
    }

    Future<Buffer> whole(RequestOptions options, Buffer body) {
        Promise<Buffer> answer = Promise.promise();
        onFailure = answer::tryFail;
        send(options, body, response -> readWhole(response, answer));
        return answer.future();
    }

    <T> Future<CancellableStream<T>> stream(
            RequestOptions options, Buffer body, StreamDecoder<T> decoder) {
        Promise<CancellableStream<T>> answer = Promise.promise();
        onFailure = answer::tryFail;
        send(
                options,
                body,
                response -> {
                    if (response.statusCode() >= 300) {
                        readWhole(response, Promise.promise());
                    } else if (isEventStream(response)) {
                        answer.tryComplete(readEvents(response, decoder));
                    } else {
                        readNoStream(response, decoder, answer);
                    }
                });
        return answer.future();
    }

    private static boolean isEventStream(HttpClientResponse response) {
        return contentType(response).startsWith("text/event-stream");
    }

    private static String contentType(HttpClientResponse response) {
        return String.valueOf(response.getHeader("content-type"));
    }

    private void readNoStream(
            HttpClientResponse response, StreamDecoder<?> decoder, Promise<?> answer) {
        Promise<Buffer> whole = Promise.promise();
        readWhole(response, whole);
        whole.future()
                .onSuccess(body -> answer.tryFail(decoder.noStream(contentType(response), body)));
    }

    private void send(
            RequestOptions options, Buffer body, Consumer<HttpClientResponse> onResponse) {
        call.onCancel(this::abort);
        client.request(options)
                .onFailure(cause -> fail(UpstreamErrors.connecting(cause, connectTimeout)))
                .onSuccess(
                        opened -> {
                            request = opened;
                            if (over) {
                                opened.reset();
                                return;
                            }
                            silence.start();
                            opened.send(body)
                                    .onSuccess(onResponse::accept)
                                    .onFailure(cause -> fail(UpstreamErrors.exchanging(cause)));
                        });
    }

    private void readWhole(HttpClientResponse response, Promise<Buffer> answer) {
        Buffer whole = Buffer.buffer(expectedLength(response));
        response.exceptionHandler(cause -> fail(UpstreamErrors.exchanging(cause)));
        response.handler(
                read -> {
                    silence.broken();
                    if (whole.length() + read.length() > maxAnswerSize) {
                        fail(tooLarge());
                    } else {
                        whole.appendBuffer(read);
                    }
                });
        response.endHandler(
                end -> {
                    answered = true;
                    if (response.statusCode() >= 300) {
                        fail(refusal(response, whole));
                    } else if (finish()) {
                        answer.tryComplete(whole);
                    }
                });
    }

    /// How much to make room for at first; what an upstream announces binds nobody.
    private static int expectedLength(HttpClientResponse response) {
        String announced = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return announced == null
                    ? 0
                    : Math.clamp(Long.parseLong(announced), 0, LARGEST_FIRST_BUFFER);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private UpstreamException refusal(HttpClientResponse response, Buffer body) {
        UpstreamException plain =
                UpstreamErrors.answered(
                        response.statusCode(), body, response.getHeader("retry-after"));
        return refusals.read(plain, body);
    }

    private UpstreamException tooLarge() {
        return UpstreamException.of(
                Failure.GARBLED, "the answer is larger than " + maxAnswerSize + " bytes");
    }

    private <T> CancellableStream<T> readEvents(
            HttpClientResponse response, StreamDecoder<T> decoder) {
        PushStream<T> stream = new PushStream<>(producer(response));
        // handed over paused: until the reader asks, the silence is ours
        silence.suspend();
        response.pause();
        onFailure = stream::fail;
        SseReader reader =
                new SseReader(maxAnswerSize, (event, data) -> decoder.event(event, data, stream));
        response.exceptionHandler(cause -> fail(UpstreamErrors.exchanging(cause)));
        response.handler(
                read -> {
                    silence.broken();
                    decode(() -> reader.feed(read));
                    if (stream.isEnded() && !over) {
                        // the reader pauses us no more
                        silence.linger();
                        response.resume();
                    }
                });
        response.endHandler(
                end -> {
                    answered = true;
                    if (!stream.isEnded()) {
                        decode(() -> decoder.end(stream));
                    }
                    finish();
                });
        return stream;
    }

    private void decode(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            fail(UpstreamErrors.exchanging(e));
        }
    }

    private PushStream.Producer producer(HttpClientResponse response) {
        return new PushStream.Producer() {
            @Override
            public void pause() {
                silence.suspend();
                response.pause();
            }

            @Override
            public void resume() {
                silence.resume();
                response.resume();
            }

            @Override
            public void cancel() {
                abort();
            }
        };
    }

    private void abort() {
        fail(UpstreamException.of(Failure.HUNG_UP, "the call was cancelled"));
    }

    private void fail(UpstreamException failure) {
        if (finish()) {
            if (request != null && !answered) {
                request.reset();
            }
            onFailure.accept(failure);
        }
    }

    /// Whether this ends the exchange, and not something before.
    private boolean finish() {
        if (over) {
            return false;
        }
        over = true;
        silence.stop();
        return true;
    }
}
