// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.CatalogModel;
import ai.optimaforge.spi.model.ChatAnswer;
import ai.optimaforge.spi.model.ChatChunk;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.spi.model.EmbeddingAnswer;
import ai.optimaforge.spi.model.EmbeddingRequest;
import ai.optimaforge.spi.model.ModelProviderFactory;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.model.Routed;
import ai.optimaforge.spi.stream.CancellableStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;

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
        return instances.settled(
                catalogue -> catalogue.instances().stream().map(ProviderInstance::status).toList());
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

    private <T> Future<T> route(
            String model,
            Capability capability,
            CallContext call,
            Function<ModelCall, Future<T>> invoke) {
        return instances
                .catalogueFor(model)
                .compose(
                        catalogue -> {
                            Target target = catalogue.resolve(model, capability);
                            return invoke.apply(new ModelCall(target, call, meters));
                        });
    }

    @Override
    public Future<List<CatalogModel>> list() {
        return instances.settled(Catalogue::models);
    }

    @Override
    public Future<CatalogModel> find(String name) {
        return instances.settled(catalogue -> catalogue.describe(name));
    }

    /// Gives the instances up.
    public Future<Void> close() {
        return instances.close();
    }
}
