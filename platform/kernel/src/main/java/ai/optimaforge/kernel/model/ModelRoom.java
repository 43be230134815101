// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.CatalogModel;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.EmbeddingAnswer;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.InDialect;
import ai.optimaforge.spi.model.ModelProviderFactory;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.model.NativeAnswer;
import ai.optimaforge.spi.model.NativeEvent;
import ai.optimaforge.spi.model.NativeRequest;
import ai.optimaforge.spi.model.Routed;
import ai.optimaforge.spi.stream.CancellableStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// The models of the platform: what a name leads to, and a call's way there.
public final class ModelRoom implements Models {
    private final Instances instances;
    private final ModelMeters meters;

    /// A room without providers.
    public ModelRoom(Vertx vertx, ProvidersConfig config, MeterRegistry registry) {
        this.instances = new Instances(vertx, config);
        this.meters = new ModelMeters(registry);
    }

    /// Makes the operator's instances and those that the environment implies.
    ///
    /// @return what begins to ask them for their models and to look for others, without waiting
    /// for any of them; to be run once
    /// @throws ConfigurationException with all problems of the operator's files
    public Runnable configure(Collection<ModelProviderFactory<?>> factories, Sources sources) {
        return instances.configure(factories, sources);
    }

    /// Completes when every instance has been asked once, or has been waited for long enough.
    public Future<List<ProviderStatus>> statuses() {
        return instances.settled(catalogue -> instances.statuses());
    }

    /// Every instance as it is now, in routing order.
    public List<ProviderStatus> currentStatuses() {
        return instances.statuses();
    }

    /// An instance as it is now.
    ///
    /// @throws ai.optimaforge.spi.ForgeException with a 404 and the nearest names if there is
    /// none
    public ProviderStatus status(String instance) {
        return instances.status(instance);
    }

    /// Asks an instance for its models now.
    ///
    /// @return its status after that; fails with 404 if there is no such instance
    public Future<ProviderStatus> test(String instance) {
        return instances.test(instance);
    }

    /// Checks what an instance would be with other settings.
    ///
    /// @throws ConfigurationException with what is wrong with them
    /// @throws ai.optimaforge.spi.ForgeException with a 404 if there is no such instance
    public void check(String instance, InstanceOverride override) {
        instances.check(instance, override);
    }

    /// Gives an instance other settings than it was made with; nothing happens if there is none
    /// of this name.
    public Future<Void> override(String instance, InstanceOverride override) {
        return instances.override(instance, override);
    }

    @Override
    public Future<Routed<ChatAnswer>> chat(ChatRequest request, CallContext call) {
        return route(request.model(), Capability.CHAT, call, to -> to.chat(request));
    }

    @Override
    public Future<Routed<CancellableStream<ChatChunk>>> streamChat(
            ChatRequest request, CallContext call) {
        return route(request.model(), Capability.CHAT_STREAM, call, to -> to.streamChat(request));
    }

    @Override
    public Future<Routed<EmbeddingAnswer>> embed(EmbeddingRequest request, CallContext call) {
        return route(request.model(), Capability.EMBEDDINGS, call, to -> to.embed(request));
    }

    @Override
    public Future<Routed<InDialect<NativeAnswer, ChatAnswer>>> chat(
            NativeRequest request, Supplier<ChatRequest> translation, CallContext call) {
        return route(
                request.model(),
                Capability.CHAT,
                call,
                to ->
                        to.speaks(request.dialect())
                                ? to.chat(request).map(ModelRoom::untranslated)
                                : to.chat(translation.get()).map(ModelRoom::translated));
    }

    @Override
    public Future<Routed<InDialect<CancellableStream<NativeEvent>, CancellableStream<ChatChunk>>>>
            streamChat(NativeRequest request, Supplier<ChatRequest> translation, CallContext call) {
        return route(
                request.model(),
                Capability.CHAT_STREAM,
                call,
                to ->
                        to.speaks(request.dialect())
                                ? to.streamChat(request).map(ModelRoom::untranslated)
                                : to.streamChat(translation.get()).map(ModelRoom::translated));
    }

    private static <N, T> Routed<InDialect<N, T>> untranslated(Routed<N> routed) {
        return new Routed<>(new InDialect.Native<>(routed.answer()), routed.route());
    }

    private static <N, T> Routed<InDialect<N, T>> translated(Routed<T> routed) {
        return new Routed<>(new InDialect.Translated<>(routed.answer()), routed.route());
    }

    @Override
    public Future<Long> countTokens(ChatRequest request, Caller caller) {
        return find(request.model(), caller).map(model -> request.toBuffer().length() / 4L);
    }

    @Override
    public Future<Void> rate(String answer, double rating, Caller caller) {
        return Future.failedFuture(new UnsupportedOperationException("no ratings yet"));
    }

    private <T> Future<T> route(
            String model,
            Capability capability,
            CallContext call,
            Function<ModelCall, Future<T>> invoke) {
        return instances
                .catalogueFor(model)
                .compose(
                        catalogue -> {
                            Target target = catalogue.resolve(model, capability, call.caller());
                            return invoke.apply(new ModelCall(target, call, meters));
                        });
    }

    @Override
    public Future<List<CatalogModel>> list(Caller caller) {
        return instances.settled(catalogue -> catalogue.models(caller));
    }

    @Override
    public Future<CatalogModel> find(String name, Caller caller) {
        return instances.settled(catalogue -> catalogue.describe(name, caller));
    }

    /// Gives the instances up.
    public Future<Void> close() {
        return instances.close();
    }
}
