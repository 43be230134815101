// SPDX-License-Identifier: Apache-2.0
package com.example.interceptorredact;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatInterceptor;
import ai.optimaforge.spi.model.ChatRequest;

import io.vertx.core.Future;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The plugin: the interceptor `interceptor-redact`.
public final class InterceptorRedact implements ChatInterceptor {
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}\\.[A-Za-z]{2,24}");

    private final String mark;

    /// Called by the kernel, once at each start of the plugin.
    public InterceptorRedact(PluginContext context) {
        mark = Matcher.quoteReplacement(context.config(InterceptorRedactConfig.class).mark());
    }

    // region interceptor
    @Override
    public String name() {
        return "interceptor-redact";
    }

    @Override
    public Phase phase() {
        return Phase.GUARD;
    }

    @Override
    public Future<Before> before(ChatRequest request, CallContext call) {
        ChatRequest redacted =
                new ChatRequest(request.document().mapObjects("messages", this::redact));
        return Future.succeededFuture(new Before.Proceed(redacted, new Answers()));
    }

    private JsonDocument redact(JsonDocument message) {
        return message.type("content").filter(JsonType.STRING::equals).isPresent()
                ? message.with("content", redact(message.string("content").orElseThrow()))
                : message.mapObjects(
                        "content",
                        part ->
                                part.string("text")
                                        .map(text -> part.with("text", redact(text)))
                                        .orElse(part));
    }

    private String redact(String text) {
        return EMAIL.matcher(text).replaceAll(mark);
    }

    // endregion

    // region answer
    /// Sees one answer. A stream's chunks go on as they are: an address may be cut between two,
    /// and the model has seen none.
    private final class Answers implements AnswerFilter {
        @Override
        public ChatAnswer whole(ChatAnswer answer) {
            return new ChatAnswer(
                    answer.document()
                            .mapObjects(
                                    "choices",
                                    choice ->
                                            choice.mapObject(
                                                    "message", InterceptorRedact.this::redact)));
        }
    }
    // endregion
}
