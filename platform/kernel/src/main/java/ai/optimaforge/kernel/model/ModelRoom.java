// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.kernel.model.Planner.Asked;
import ai.optimaforge.kernel.routing.Ratings;
import ai.optimaforge.kernel.routing.RoutingConfig;
import ai.optimaforge.kernel.routing.RoutingOptions;
import ai.optimaforge.kernel.routing.RoutingRules;
import ai.optimaforge.kernel.routing.WorkClass;
import ai.optimaforge.kernel.usage.AccountedCall;
import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Capability;
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
import ai.optimaforge.spi.model.Routed;
import ai.optimaforge.spi.stream.CancellableStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// The models of the platform: what a name leads to, and a call's way there.
public final class ModelRoom implements Models {
    private static final Logger log = LoggerFactory.getLogger("model");

    private final Vertx vertx;
    private final RoutingConfig routing;
    private final Instances instances;
    private final ModelServices services;
    private final Interceptors interceptors = new Interceptors();
    private volatile Planner planner;
    private volatile Optional<Ratings> ratings = Optional.empty();
    private volatile Optional<HealthNews> news = Optional.empty();

    /// A room without providers.
    ///
    /// @param tierModels patterns of the models that a tier may call; all if there is none
    public ModelRoom(
            Vertx vertx,
            ProvidersConfig config,
            RoutingConfig routing,
            Function<Tier, List<String>> tierModels,
            MeterRegistry registry) {
        this.vertx = vertx;
        this.routing = routing;
        this.services =
                new ModelServices(
                        vertx,
                        routing,
                        new ModelMeters(registry),
                        new TokenCounter(vertx),
                        new Remembering());
        this.instances =
                new Instances(
                        vertx, config, routing, new TierModels(tierModels), services.meters());
        this.planner = new Planner(routing, RoutingRules.none(), services.tokens());
    }

    private final class Remembering implements ModelServices.Listeners {
        @Override
        public void circuitOpened(Offer offer) {
            log.warn(
                    "{} failed too often of late; it is left alone for {} ms",
                    offer.id(),
                    offer.health().openFor().toMillis());
            news.ifPresent(telling -> telling.tellOpen(offer));
        }

        @Override
        public void answered(String id, Offer offer, WorkClass work, Caller caller) {
            ratings.ifPresent(known -> known.remember(id, offer.id(), work, caller.userId()));
        }
    }

    /// Gives the room a memory: ratings that last, and what other nodes know of the upstreams. To
    /// be called once, before [#configure].
    public void remember(Ratings lasting, Events events) {
        ratings = Optional.of(lasting);
        instances.rateBy(lasting);
        HealthNews telling = new HealthNews(events, instances::all);
        news = Optional.of(telling);
        lasting.begin();
        telling.begin(vertx);
    }

    /// Makes the operator's instances and those that the environment implies.
    ///
    /// @return what begins to ask them for their models and to look for others, without waiting
    /// for any of them; to be run once
    /// @throws ConfigurationException with all problems of the operator's files
    public Runnable configure(Collection<ProviderType> types, Sources sources) {
        planner = new Planner(routing, RoutingRules.read(sources), services.tokens());
        return instances.configure(types, sources);
    }

    /// Serves by other types of providers from now on.
    ///
    /// @param between run when all is made and nothing is changed; what it throws leaves all as
    /// it was
    /// @return what gives up the instances that were replaced, to be run when their calls are
    /// over; fails with what is wrong with an instance's settings
    public Future<Runnable> exchange(Collection<ProviderType> types, Runnable between) {
        return instances.exchange(types, between);
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

    /// These see the chat calls that ask for them, from now on.
    public void intercept(Collection<InstalledInterceptor> installed) {
        interceptors.set(installed);
    }

    @Override
    public Future<Routed<ChatAnswer>> chat(ChatRequest request, CallContext call) {
        List<InstalledInterceptor> asked = interceptors.askedBy(request, call);
        return asked.isEmpty()
                ? askModel(request, call)
                : interceptors.chat(asked, request, call, this::askModel);
    }

    private Future<Routed<ChatAnswer>> askModel(ChatRequest request, CallContext call) {
        return plan(asked(request.model(), Capability.CHAT, request, call))
                .compose(plan -> dispatch(plan, call, to -> to.chat(request)));
    }

    @Override
    public Future<Routed<CancellableStream<ChatChunk>>> streamChat(
            ChatRequest request, CallContext call) {
        List<InstalledInterceptor> asked = interceptors.askedBy(request, call);
        return asked.isEmpty()
                ? askModelToStream(request, call)
                : interceptors.streamChat(asked, request, call, this::askModelToStream);
    }

    private Future<Routed<CancellableStream<ChatChunk>>> askModelToStream(
            ChatRequest request, CallContext call) {
        return plan(asked(request.model(), Capability.CHAT_STREAM, request, call))
                .compose(plan -> dispatch(plan, call, to -> to.streamChat(request)));
    }

    @Override
    public Future<Routed<EmbeddingAnswer>> embed(EmbeddingRequest request, CallContext call) {
        Asked asked =
                new Asked(
                        request.model(),
                        Capability.EMBEDDINGS,
                        call.caller(),
                        Optional.empty(),
                        Optional.empty(),
                        RoutingOptions.of(request.document().object("forge")),
                        expectedTokens(call),
                        usdLeft(call));
        return plan(asked).compose(plan -> dispatch(plan, call, to -> to.embed(request)));
    }

    @Override
    public Future<Routed<InDialect<NativeAnswer, ChatAnswer>>> chat(
            NativeRequest request, Supplier<ChatRequest> translation, CallContext call) {
        return inDialect(
                request,
                Capability.CHAT,
                translation,
                call,
                ModelCall::chat,
                ModelCall::chat,
                plain -> chat(plain, call));
    }

    @Override
    public Future<Routed<InDialect<CancellableStream<NativeEvent>, CancellableStream<ChatChunk>>>>
            streamChat(NativeRequest request, Supplier<ChatRequest> translation, CallContext call) {
        return inDialect(
                request,
                Capability.CHAT_STREAM,
                translation,
                call,
                ModelCall::streamChat,
                ModelCall::streamChat,
                plain -> streamChat(plain, call));
    }

    private <N, T> Future<Routed<InDialect<N, T>>> inDialect(
            NativeRequest request,
            Capability capability,
            Supplier<ChatRequest> translation,
            CallContext call,
            BiFunction<ModelCall, NativeRequest, Future<N>> asItIs,
            BiFunction<ModelCall, ChatRequest, Future<T>> translated,
            Function<ChatRequest, Future<Routed<T>>> intercepted) {
        Supplier<ChatRequest> once = new Once<>(translation);
        Optional<JsonDocument> forge = request.document().object("forge");
        if (!interceptors.isEmpty() || forge.isPresent()) {
            // they see OpenAI's dialect only, so a call that asks for one does not go as it is
            ChatRequest plain = withForge(once.get(), forge);
            if (!interceptors.askedBy(plain, call).isEmpty()) {
                return intercepted.apply(plain).map(ModelRoom::translatedRoute);
            }
        }
        return plan(asked(request, capability, once, call))
                .compose(
                        plan ->
                                dispatch(
                                        plan,
                                        call,
                                        to ->
                                                to.speaks(request.dialect())
                                                        ? asItIs.apply(to, request)
                                                                .map(ModelRoom::untranslated)
                                                        : translated
                                                                .apply(to, to.plain(once.get()))
                                                                .map(ModelRoom::translated)));
    }

    private static ChatRequest withForge(ChatRequest request, Optional<JsonDocument> forge) {
        return forge.map(options -> new ChatRequest(request.document().with("forge", options)))
                .orElse(request);
    }

    private static <N, T> Routed<InDialect<N, T>> translatedRoute(Routed<T> routed) {
        return new Routed<>(translated(routed.answer()), routed.route());
    }

    private static <N, T> InDialect<N, T> untranslated(N answer) {
        return new InDialect.Native<>(answer);
    }

    private static <N, T> InDialect<N, T> translated(T answer) {
        return new InDialect.Translated<>(answer);
    }

    private static Asked asked(
            String model, Capability capability, ChatRequest request, CallContext call) {
        return new Asked(
                model,
                capability,
                call.caller(),
                Optional.of(() -> request),
                Optional.empty(),
                RoutingOptions.of(request.forge()),
                expectedTokens(call),
                usdLeft(call));
    }

    private static Asked asked(
            NativeRequest request,
            Capability capability,
            Supplier<ChatRequest> translation,
            CallContext call) {
        return new Asked(
                request.model(),
                capability,
                call.caller(),
                Optional.of(translation),
                Optional.of(request.dialect()),
                RoutingOptions.of(request.document().object("forge")),
                expectedTokens(call),
                usdLeft(call));
    }

    private static long expectedTokens(CallContext call) {
        return call instanceof AccountedCall of ? of.expectedTokens() : 0;
    }

    private static double usdLeft(CallContext call) {
        return call instanceof AccountedCall of ? of.usdLeft() : Double.POSITIVE_INFINITY;
    }

    private Future<Plan> plan(Asked asked) {
        return instances
                .catalogueFor(asked.name())
                .compose(catalogue -> planner.plan(catalogue, asked));
    }

    private <T> Future<Routed<T>> dispatch(
            Plan plan, CallContext call, Function<ModelCall, Future<T>> ask) {
        if (!plan.notices().isEmpty() && call instanceof AccountedCall client) {
            plan.notices().forEach(client::warn);
        }
        return new Dispatch<>(plan, call, ask, services).run();
    }

    @Override
    public Future<Long> countTokens(ChatRequest request, Caller caller) {
        return (RoutingRules.isAuto(request.model())
                        ? Future.succeededFuture()
                        : find(request.model(), caller))
                .compose(found -> services.tokens().prompt(request));
    }

    @Override
    public Future<Void> rate(String answer, double rating, Caller caller) {
        return ratings.map(known -> known.rate(answer, rating, caller.userId()))
                .orElseThrow(() -> new IllegalStateException("nothing is remembered yet"));
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
