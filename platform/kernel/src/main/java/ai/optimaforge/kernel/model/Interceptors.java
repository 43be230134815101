// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.config.Nearest;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatInterceptor;
import ai.optimaforge.spi.model.ChatInterceptor.Before;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.Routed;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Leads chat calls through the interceptors that they ask for.
final class Interceptors {
    private static final Comparator<InstalledInterceptor> ORDER =
            Comparator.<InstalledInterceptor, ChatInterceptor.Phase>comparing(
                            installed -> installed.interceptor().phase())
                    .thenComparing(installed -> installed.interceptor().name());

    private volatile List<InstalledInterceptor> all = List.of();

    /// These are asked for from now on.
    void set(Collection<InstalledInterceptor> installed) {
        all = installed.stream().sorted(ORDER).toList();
    }

    /// The interceptors that a call asks for, in their order.
    ///
    /// @throws ForgeException with a 422 if it asks for one that is not there
    List<InstalledInterceptor> askedBy(ChatRequest request, CallContext call) {
        List<InstalledInterceptor> known = all;
        requireKnown(request.forge(), known);
        if (known.isEmpty()) {
            return known;
        }
        return known.stream()
                .filter(installed -> installed.interceptor().isAskedBy(request, call))
                .toList();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    static void requireKnown(Optional<JsonDocument> forge, List<InstalledInterceptor> known) {
        Optional<JsonDocument> asked = forge.flatMap(options -> options.object("interceptors"));
        if (asked.isEmpty()) {
            return;
        }
        List<String> names = known.stream().map(each -> each.interceptor().name()).toList();
        for (String name : asked.get().names()) {
            if (!names.contains(name)) {
                String hint = Nearest.question(name, names).orElse("");
                throw new ForgeException(
                                CommonError.UNKNOWN_FIELD,
                                "There is no interceptor " + name + "." + hint)
                        .withParam("forge.interceptors." + name);
            }
        }
    }

    /// Answers a call whole.
    Future<Routed<ChatAnswer>> chat(
            List<InstalledInterceptor> asked,
            ChatRequest request,
            CallContext call,
            BiFunction<ChatRequest, CallContext, Future<Routed<ChatAnswer>>> model) {
        Passage passage = new Passage(call);
        return passage.in(asked, request)
                .compose(
                        before ->
                                before instanceof Before.Answered(ChatAnswer answer)
                                        ? Future.succeededFuture(passage.answered(answer))
                                        : model.apply(passage.request(), call))
                .map(routed -> new Routed<>(passage.whole(routed.answer()), routed.route()))
                .onComplete(done -> passage.ended(Optional.ofNullable(done.cause())));
    }

    /// Answers a call as a stream.
    Future<Routed<CancellableStream<ChatChunk>>> streamChat(
            List<InstalledInterceptor> asked,
            ChatRequest request,
            CallContext call,
            BiFunction<ChatRequest, CallContext, Future<Routed<CancellableStream<ChatChunk>>>>
                    model) {
        Passage passage = new Passage(call);
        return passage.in(asked, request)
                .compose(
                        before ->
                                before instanceof Before.Answered(ChatAnswer answer)
                                        ? Future.succeededFuture(passage.streamed(answer))
                                        : model.apply(passage.request(), call))
                .map(routed -> new Routed<>(passage.stream(routed.answer()), routed.route()))
                .onFailure(failure -> passage.ended(Optional.of(failure)));
    }
}
