// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatInterceptor.AnswerFilter;
import ai.optimaforge.spi.model.ChatInterceptor.Before;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.Route;
import ai.optimaforge.spi.model.Routed;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/// The way of one call through its interceptors: in one after the other, and back the other way
/// round. Each of their plugins is busy with the call until it is over.
final class Passage {
    private static final Logger log = LoggerFactory.getLogger("model");

    private final CallContext call;
    private final List<Entered> entered = new ArrayList<>(2);
    private ChatRequest request = new ChatRequest(JsonDocument.empty());
    private String answeredBy = "";
    private boolean over;

    private record Entered(InstalledInterceptor installed, AnswerFilter filter) {}

    Passage(CallContext call) {
        this.call = call;
    }

    /// What the last of them made of the request.
    ChatRequest request() {
        return request;
    }

    Future<Before> in(List<InstalledInterceptor> asked, ChatRequest first) {
        request = first;
        call.onCancel(() -> ended(Optional.of(new CancellationException("the client has gone"))));
        return in(asked);
    }

    private Future<Before> in(List<InstalledInterceptor> left) {
        if (left.isEmpty()) {
            return Future.succeededFuture(Before.proceed(request));
        }
        InstalledInterceptor next = left.getFirst();
        next.load().requireServing();
        next.load().enter();
        entered.add(new Entered(next, AnswerFilter.NONE));
        return next.interceptor()
                .before(request, call)
                .compose(before -> on(next, before, left.subList(1, left.size())));
    }

    private Future<Before> on(
            InstalledInterceptor installed, Before before, List<InstalledInterceptor> left) {
        if (before instanceof Before.Proceed(ChatRequest changed, AnswerFilter filter)) {
            request = changed;
            entered.set(entered.size() - 1, new Entered(installed, filter));
            return in(left);
        }
        answeredBy = installed.load().plugin();
        return Future.succeededFuture(before);
    }

    Routed<ChatAnswer> answered(ChatAnswer answer) {
        return new Routed<>(answer, route(answer));
    }

    Routed<CancellableStream<ChatChunk>> streamed(ChatAnswer answer) {
        return new Routed<>(AnswerChunks.stream(answer), route(answer));
    }

    private Route route(ChatAnswer answer) {
        return new AnsweredRoute(
                answeredBy,
                answer.document().string("model").orElse(request.model()),
                answer.usage(),
                call.requestId());
    }

    ChatAnswer whole(ChatAnswer answer) {
        ChatAnswer changed = answer;
        for (Entered each : entered.reversed()) {
            changed = each.filter().whole(changed);
        }
        return changed;
    }

    CancellableStream<ChatChunk> stream(CancellableStream<ChatChunk> chunks) {
        PushStream<ChatChunk> changed = new PushStream<>(PushStream.Producer.from(chunks));
        chunks.handler(
                chunk -> {
                    try {
                        changed.push(chunk(chunk));
                    } catch (RuntimeException e) {
                        chunks.cancel();
                        changed.fail(e);
                        ended(Optional.of(e));
                    }
                });
        chunks.endHandler(
                end -> {
                    changed.end();
                    ended(Optional.empty());
                });
        chunks.exceptionHandler(
                failure -> {
                    changed.fail(failure);
                    ended(Optional.of(failure));
                });
        return changed;
    }

    private ChatChunk chunk(ChatChunk chunk) {
        ChatChunk changed = chunk;
        for (Entered each : entered.reversed()) {
            changed = each.filter().chunk(changed);
        }
        return changed;
    }

    /// The call is over; a second time does nothing.
    void ended(Optional<Throwable> failure) {
        if (over) {
            return;
        }
        over = true;
        for (Entered each : entered.reversed()) {
            try {
                each.filter().ended(failure);
            } catch (RuntimeException e) {
                log.warn(
                        "plugin {} failed at the end of call {}",
                        each.installed().load().plugin(),
                        call.requestId(),
                        e);
            }
            each.installed().load().leave();
        }
    }

    /// The way of a call that needed no model.
    private record AnsweredRoute(
            String instance, String model, Optional<TokenUsage> usage, String traceId)
            implements Route {
        @Override
        public String reason() {
            return "answered by plugin " + instance;
        }

        @Override
        public Duration routingTime() {
            return Duration.ZERO;
        }

        @Override
        public JsonDocument metadata() {
            return CallRoute.NOTHING_DONE
                    .with("provider", instance)
                    .with("cost_usd", 0)
                    .with("trace_id", traceId)
                    .with("routing", JsonDocument.empty().with("reason", reason()));
        }
    }
}
