// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.catalog.KnownModels;
import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.config.Nearest;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.kernel.routing.Ratings;
import ai.optimaforge.kernel.routing.RoutingConfig;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// The provider instances, and what each of them says it has. All that changes them runs on one
/// event loop; what calls read is a catalogue that is replaced as a whole.
final class Instances {
    private static final Logger log = LoggerFactory.getLogger("model");
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);
    private static final Duration LONGEST_CALL = Duration.ofMinutes(30);
    private static final Catalogue NOTHING =
            new Catalogue(List.of(), KnownModels.none(), Optional.empty(), TierModels.ALL);

    private final Vertx vertx;
    private final ProvidersConfig config;
    private final Supplier<Health> newHealth;
    private final TierModels tiers;
    private final ModelMeters meters;
    private final ModelRefresh refresh;
    private final Context context;
    private final Promise<Void> looked = Promise.promise();
    private final Future<Void> settled;
    private final Map<String, ProviderInstance> instances = new TreeMap<>();
    private volatile Catalogue catalogue = NOTHING;
    private volatile List<ProviderInstance> all = List.of();
    private volatile boolean complete;
    private KnownModels known = KnownModels.none();
    private Optional<Ratings> ratings = Optional.empty();
    private @Nullable InstanceMaker maker;
    private @Nullable Sources sources;

    Instances(
            Vertx vertx,
            ProvidersConfig config,
            RoutingConfig routing,
            TierModels tiers,
            ModelMeters meters) {
        this.tiers = tiers;
        this.meters = meters;
        this.vertx = vertx;
        this.config = config;
        this.newHealth = () -> new Health(routing.circuitFailures(), routing.circuitPause());
        this.refresh = new ModelRefresh(vertx, config.refresh(), this::isCurrent, this::publish);
        this.context = vertx.getOrCreateContext();
        this.settled =
                looked.future().compose(done -> allAsked()).onComplete(done -> complete = true);
    }

    /// Gives what the supplier makes of the catalogue once all instances are known and each has
    /// been asked for its models once: at once if that is so already, else on the caller's event
    /// loop.
    <T> Future<T> settled(Function<Catalogue, T> value) {
        if (complete) {
            return Future.succeededFuture(catalogue).map(value);
        }
        return inRoom(() -> settled).map(done -> value.apply(catalogue));
    }

    /// Runs on the room's event loop, and tells the caller on its own: a call's answer must not
    /// come from another.
    private <T> Future<T> inRoom(Supplier<Future<T>> work) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> told = Promise.promise();
        context.runOnContext(
                ready ->
                        Future.<Void>succeededFuture()
                                .compose(now -> work.get())
                                .onComplete(
                                        done -> caller.runOnContext(back -> told.handle(done))));
        return told.future();
    }

    /// The catalogue, as soon as it says enough about a name: at once if the name begins with
    /// that of an instance.
    Future<Catalogue> catalogueFor(String name) {
        int slash = name.indexOf('/');
        Catalogue now = catalogue;
        return !complete && slash > 0 && now.has(name.substring(0, slash))
                ? Future.succeededFuture(now)
                : settled(known -> known);
    }

    /// What becomes known of answers from now on.
    void rateBy(Ratings lasting) {
        ratings = Optional.of(lasting);
    }

    /// The instances as they are now.
    List<ProviderInstance> all() {
        return all;
    }

    /// Makes the instances that the operator's files and the environment name.
    ///
    /// @return what asks them for their models and looks for those that run here; to be run once
    Runnable configure(Collection<ProviderType> types, Sources given) {
        sources = given;
        InstanceMaker making = new InstanceMaker(types, given, newHealth);
        maker = making;
        known = KnownModels.read(given);
        instances.putAll(making.fromFiles());
        ImplicitInstances implicit = ImplicitInstances.of(types);
        implicit.addGiven(instances, given, making);
        requireKnown(implicit);
        instances.keySet().forEach(this::watch);
        publish();
        return () -> context.runOnContext(ready -> begin(implicit, making));
    }

    /// Models of an instance that there is not, and that can't be found later, are a mistake.
    private void requireKnown(ImplicitInstances implicit) {
        Set<String> names = new TreeSet<>(instances.keySet());
        names.addAll(implicit.names());
        List<String> problems =
                known.naming(
                        name -> !names.contains(name),
                        name ->
                                "there is no provider instance %s%s"
                                        .formatted(
                                                name,
                                                Nearest.to(name, names)
                                                        .map(near -> "; did you mean " + near + "?")
                                                        .orElse("")));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private void warnOfUnfound() {
        known.naming(
                        name -> !instances.containsKey(name),
                        name ->
                                ("there is no provider instance %s yet; this says nothing until it"
                                                + " is found")
                                        .formatted(name))
                .forEach(log::warn);
    }

    private void begin(ImplicitInstances implicit, InstanceMaker maker) {
        instances.values().forEach(refresh::start);
        lookAround(implicit, maker)
                .onComplete(done -> fallBack(implicit, maker))
                .onComplete(done -> warnOfUnfound())
                .onComplete(done -> looked.complete());
    }

    /// Serves by other types of providers from now on: each instance is made anew where its type
    /// was, given up where it has none, and those that files and variables ask for are added.
    ///
    /// @param between run when all is made and nothing is changed; what it throws leaves all as
    /// it was
    /// @return what gives up the instances that were replaced, to be run when their calls are
    /// over
    Future<Runnable> exchange(Collection<ProviderType> types, Runnable between) {
        return inRoom(
                () -> {
                    InstanceMaker making =
                            new InstanceMaker(types, requireNonNull(sources), newHealth);
                    Map<String, ProviderInstance> next = next(making, types);
                    List<ProviderInstance> fresh = without(next.values(), instances.values());
                    try {
                        between.run();
                    } catch (RuntimeException e) {
                        fresh.forEach(instance -> instance.provider().close());
                        throw e;
                    }
                    List<ProviderInstance> gone = without(instances.values(), next.values());
                    gone.forEach(refresh::stop);
                    maker = making;
                    instances.clear();
                    instances.putAll(next);
                    fresh.forEach(instance -> watch(instance.name()));
                    publish();
                    fresh.forEach(refresh::start);
                    return Future.succeededFuture(
                            () -> gone.forEach(instance -> instance.provider().close()));
                });
    }

    private Map<String, ProviderInstance> next(
            InstanceMaker making, Collection<ProviderType> types) {
        Map<String, ProviderInstance> next = new TreeMap<>();
        instances.forEach(
                (name, instance) -> {
                    if (making.made(instance)) {
                        next.put(name, instance);
                    } else if (making.canMake(instance)) {
                        next.put(name, making.again(instance).like(instance));
                    }
                });
        making.fromFiles(next.keySet()).forEach(next::putIfAbsent);
        ImplicitInstances.of(types).addGiven(next, requireNonNull(sources), making);
        return next;
    }

    private static List<ProviderInstance> without(
            Collection<ProviderInstance> all, Collection<ProviderInstance> others) {
        Set<ProviderInstance> rest = Collections.newSetFromMap(new IdentityHashMap<>());
        rest.addAll(all);
        others.forEach(rest::remove);
        return List.copyOf(rest);
    }

    private Future<?> lookAround(ImplicitInstances implicit, InstanceMaker maker) {
        return config.probeLocal()
                ? implicit.lookAround(
                        vertx,
                        name -> !instances.containsKey(name),
                        found -> add(found.make(maker)))
                : Future.succeededFuture();
    }

    private void fallBack(ImplicitInstances implicit, InstanceMaker maker) {
        if (instances.values().stream().allMatch(ProviderInstance::isAlwaysThere)) {
            implicit.fallbacks().forEach(candidate -> add(candidate.make(maker)));
        }
    }

    /// By its name: an instance whose settings change is another.
    private void watch(String name) {
        meters.circuits(
                name,
                () -> count(name, ProviderInstance::openCircuits),
                () -> count(name, ProviderInstance::openElsewhere));
    }

    private int count(String name, Function<ProviderInstance, List<String>> models) {
        return all.stream()
                .filter(instance -> instance.name().equals(name))
                .mapToInt(instance -> models.apply(instance).size())
                .sum();
    }

    private void add(ProviderInstance instance) {
        instances.put(instance.name(), instance);
        watch(instance.name());
        publish();
        refresh.start(instance);
    }

    @SuppressWarnings("ReferenceEquality") // this very one, not another of the same name
    private boolean isCurrent(ProviderInstance instance) {
        return instances.get(instance.name()) == instance;
    }

    /// Asks an instance for its models now.
    ///
    /// @return its status after that
    Future<ProviderStatus> test(String name) {
        ProviderInstance instance = find(name);
        return inRoom(() -> refresh.once(instance))
                .transform(answer -> Future.succeededFuture(instance.status()));
    }

    /// The instances as they are now, in their order.
    List<ProviderStatus> statuses() {
        return all.stream().map(ProviderInstance::status).toList();
    }

    ProviderStatus status(String name) {
        return find(name).status();
    }

    private ProviderInstance find(String name) {
        List<ProviderInstance> known = all;
        return known.stream()
                .filter(instance -> instance.name().equals(name))
                .findFirst()
                .orElseThrow(() -> notFound(name, known));
    }

    private static ForgeException notFound(String name, List<ProviderInstance> known) {
        List<String> names = known.stream().map(ProviderInstance::name).toList();
        String hint =
                Nearest.question(name, names)
                        .orElse(" There are " + String.join(", ", names) + ".");
        return new ForgeException(
                CommonError.RESOURCE_NOT_FOUND, "There is no provider " + name + "." + hint);
    }

    /// Makes an instance as it would be with other settings, and gives it up again.
    ///
    /// @throws ConfigurationException with what is wrong with the settings
    void check(String name, InstanceOverride override) {
        requireNonNull(maker).remake(find(name), override).provider().close();
    }

    /// Puts an instance with other settings in the place of one. Calls under way end with the old
    /// one, which is given up when they must be over.
    Future<Void> override(String name, InstanceOverride override) {
        return inRoom(() -> replace(name, override));
    }

    private Future<Void> replace(String name, InstanceOverride override) {
        ProviderInstance old = instances.get(name);
        if (old == null) {
            return Future.succeededFuture();
        }
        try {
            add(requireNonNull(maker).remake(old, override));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        refresh.stop(old);
        vertx.setTimer(LONGEST_CALL.toMillis(), timer -> old.provider().close());
        return Future.succeededFuture();
    }

    private Future<Void> allAsked() {
        List<Future<Void>> asked =
                instances.values().stream()
                        .map(
                                instance ->
                                        instance.asked()
                                                .timeout(
                                                        FIRST_ANSWER.toMillis(),
                                                        TimeUnit.MILLISECONDS)
                                                .otherwiseEmpty())
                        .toList();
        return Future.join(asked).mapEmpty();
    }

    private void publish() {
        all = instances.values().stream().sorted(order()).toList();
        catalogue =
                new Catalogue(
                        all.stream().filter(ProviderInstance::isEnabled).toList(),
                        known,
                        ratings,
                        tiers);
    }

    private Comparator<ProviderInstance> order() {
        return Comparator.<ProviderInstance>comparingInt(this::rank)
                .thenComparing(ProviderInstance::isUnasked)
                .thenComparing(ProviderInstance::name);
    }

    private int rank(ProviderInstance instance) {
        int place = config.order().indexOf(instance.name());
        return place < 0 ? Integer.MAX_VALUE : place;
    }

    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        context.runOnContext(
                ready ->
                        Future.join(
                                        instances.values().stream()
                                                .map(instance -> instance.provider().close())
                                                .toList())
                                .<Void>mapEmpty()
                                .onComplete(closed));
        return closed.future();
    }
}
