// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages;

import ai.optimaforge.plugins.messages.answer.MessageDocument;
import ai.optimaforge.plugins.messages.answer.MessageEvents;
import ai.optimaforge.plugins.messages.answer.NativeEvents;
import ai.optimaforge.plugins.messages.request.RequestTranslation;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.ErrorFormat;
import ai.optimaforge.spi.endpoint.Operations;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.Dialect;
import ai.optimaforge.spi.model.InDialect;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.model.NativeRequest;
import ai.optimaforge.spi.model.Route;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.Map;
import java.util.Optional;

/// The operations of `messages.yaml`.
public final class MessagesEndpoints implements EndpointGroup {
    private final Models models;

    /// For the kernel.
    public MessagesEndpoints(PluginContext context) {
        this(context.models());
    }

    MessagesEndpoints(Models models) {
        this.models = models;
    }

    @Override
    public String contract() {
        return "messages.yaml";
    }

    @Override
    public Optional<ErrorFormat> errorFormat() {
        return Optional.of(new MessagesErrors());
    }

    @Override
    public void bind(Operations operations) {
        operations.on("createMessage", this::create).on("countMessageTokens", this::count);
    }

    private Future<Answer> create(Call call) {
        RequestCheck.version(call.header(DialectHeaders.VERSION));
        JsonDocument document = RequestCheck.message(call.json());
        NativeRequest request =
                new NativeRequest(Dialect.ANTHROPIC_MESSAGES, document, DialectHeaders.of(call));
        return document.flag("stream").orElse(false)
                ? stream(request, call.context())
                : whole(request, call.context());
    }

    private Future<Answer> whole(NativeRequest request, CallContext call) {
        return models.chat(request, () -> translated(request, call), call)
                .map(
                        routed ->
                                switch (routed.answer()) {
                                    case InDialect.Native(var answer) -> answer.document();
                                    case InDialect.Translated(var answer) ->
                                            MessageDocument.of(
                                                    answer, metadata(call, routed.route()));
                                })
                .map(body -> new Answer.Document(200, headers(call), body.toBuffer()));
    }

    private Future<Answer> stream(NativeRequest request, CallContext call) {
        PromptSize size = new PromptSize(models, call.caller());
        return models.streamChat(request, () -> size.of(translated(request, call)), call)
                .compose(
                        routed ->
                                switch (routed.answer()) {
                                    case InDialect.Native(var events) ->
                                            Future.succeededFuture(NativeEvents.of(events));
                                    case InDialect.Translated(var chunks) ->
                                            translated(chunks, size, call, routed.route());
                                })
                .map(events -> new Answer.Events(headers(call), events));
    }

    private static Future<CancellableStream<Buffer>> translated(
            CancellableStream<ChatChunk> chunks, PromptSize size, CallContext call, Route route) {
        return size.tokens()
                .map(tokens -> MessageEvents.of(chunks, tokens, () -> metadata(call, route)));
    }

    private Future<Answer> count(Call call) {
        RequestCheck.version(call.header(DialectHeaders.VERSION));
        JsonDocument document = RequestCheck.prompt(call.json());
        ChatRequest request = RequestTranslation.ofPrompt(document, call.context()::notice);
        return models.countTokens(request, call.context().caller())
                .map(tokens -> new JsonObject().put("input_tokens", tokens))
                .map(body -> new Answer.Document(200, headers(call.context()), body.toBuffer()));
    }

    private static ChatRequest translated(NativeRequest request, CallContext call) {
        DialectHeaders.leaveOut(request.headers(), call);
        return RequestTranslation.of(request.document(), call::notice);
    }

    /// What the client is told of the call; empty if the key does without.
    private static Optional<JsonDocument> metadata(CallContext call, Route route) {
        return call.caller().forgeMetadata() ? Optional.of(route.metadata()) : Optional.empty();
    }

    /// The header in which Anthropic's SDKs look for the id.
    private static Map<String, String> headers(CallContext call) {
        return Map.of("request-id", call.requestId());
    }
}
