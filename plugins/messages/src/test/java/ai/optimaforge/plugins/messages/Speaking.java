// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.messages;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.CatalogModel;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.EmbeddingAnswer;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.InDialect;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.model.NativeAnswer;
import ai.optimaforge.spi.model.NativeEvent;
import ai.optimaforge.spi.model.NativeRequest;
import ai.optimaforge.spi.model.Route;
import ai.optimaforge.spi.model.Routed;
import ai.optimaforge.spi.model.TokenUsage;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Models of one provider that speaks Anthropic's dialect itself; it says what it is told to say.
final class Speaking implements Models, Route {
    final List<NativeRequest> heard = new ArrayList<>();
    private final String answer;

    Speaking(String answer) {
        this.answer = answer;
    }

    @Override
    public Future<Routed<InDialect<NativeAnswer, ChatAnswer>>> chat(
            NativeRequest request, Supplier<ChatRequest> translation, CallContext call) {
        heard.add(request);
        NativeAnswer said =
                new NativeAnswer(JsonDocument.parse(Buffer.buffer(answer)), Optional.empty());
        return Future.succeededFuture(new Routed<>(new InDialect.Native<>(said), this));
    }

    @Override
    public Future<Routed<InDialect<CancellableStream<NativeEvent>, CancellableStream<ChatChunk>>>>
            streamChat(NativeRequest request, Supplier<ChatRequest> translation, CallContext call) {
        heard.add(request);
        PushStream<NativeEvent> events =
                new PushStream<>(
                        new PushStream.Producer() {
                            @Override
                            public void pause() {}

                            @Override
                            public void resume() {}

                            @Override
                            public void cancel() {}
                        });
        events.push(new NativeEvent("message_start", Buffer.buffer(answer), Optional.empty()));
        events.push(new NativeEvent("", Buffer.buffer("{}"), Optional.empty()));
        events.end();
        return Future.succeededFuture(new Routed<>(new InDialect.Native<>(events), this));
    }

    @Override
    public Future<Long> countTokens(ChatRequest request, Caller caller) {
        return Future.succeededFuture((long) request.messages().size());
    }

    @Override
    public Future<Routed<ChatAnswer>> chat(ChatRequest request, CallContext call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Routed<CancellableStream<ChatChunk>>> streamChat(
            ChatRequest request, CallContext call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Void> rate(String id, double rating, Caller caller) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Routed<EmbeddingAnswer>> embed(EmbeddingRequest request, CallContext call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<CatalogModel>> list(Caller caller) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<CatalogModel> find(String name, Caller caller) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String instance() {
        return "anthropic";
    }

    @Override
    public String model() {
        return "claude";
    }

    @Override
    public String reason() {
        return "the instance was named";
    }

    @Override
    public Duration routingTime() {
        return Duration.ZERO;
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.empty();
    }

    @Override
    public JsonDocument metadata() {
        return JsonDocument.empty();
    }
}
