// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.catalog.KnownModels;
import ai.optimaforge.kernel.config.Nearest;
import ai.optimaforge.kernel.routing.Ranking;
import ai.optimaforge.kernel.routing.Ratings;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.CatalogModel;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The instances in their order, and the names that lead to their models. Built whole; never
/// changes, but for the health of what is in it.
final class Catalogue {
    // no price says how good an operator's own model is; of a vendor's, it is an odd one
    private static final double UNKNOWN_QUALITY = 0.5;
    private static final double ODD_QUALITY = 0.3;

    private final TierModels tiers;
    private final KnownModels known;
    private final Optional<Ratings> ratings;
    private final List<ProviderInstance> instances;
    private final Map<String, Map<String, Offer>> byInstance = new LinkedHashMap<>();
    private final Map<String, List<ProviderInstance>> byName = new LinkedHashMap<>();
    private final Map<String, List<Offer>> byBareId = new LinkedHashMap<>();
    private final Map<String, CatalogModel> models = new LinkedHashMap<>();
    private final List<Offer> offers = new ArrayList<>();

    Catalogue(
            List<ProviderInstance> ordered,
            KnownModels known,
            Optional<Ratings> ratings,
            TierModels tiers) {
        this.tiers = tiers;
        this.known = known;
        this.ratings = ratings;
        this.instances = List.copyOf(ordered);
        Map<String, List<Offer>> aliases = new LinkedHashMap<>();
        for (ProviderInstance instance : ordered) {
            byName.put(instance.name(), List.of(instance));
            Map<String, Offer> own = new LinkedHashMap<>();
            for (ModelInfo info :
                    known.complete(instance.name(), instance.vendor(), instance.models())) {
                Offer offer = offer(instance, info);
                own.put(info.id(), offer);
                offers.add(offer);
                models.putIfAbsent(
                        instance.publicName() + "/" + info.id(),
                        new CatalogModel(instance.publicName(), info));
                byBareId.computeIfAbsent(info.id(), id -> new ArrayList<>()).add(offer);
                info.facts()
                        .aliases()
                        .forEach(
                                alias ->
                                        aliases.computeIfAbsent(alias, id -> new ArrayList<>())
                                                .add(offer));
            }
            byInstance.put(instance.name(), own);
        }
        // what the operator calls a model is what the operator means
        byBareId.putAll(aliases);
        ordered.forEach(this::addToGroup);
    }

    private void addToGroup(ProviderInstance instance) {
        instance.group()
                .filter(group -> !byInstance.containsKey(group))
                .ifPresent(
                        group -> {
                            List<ProviderInstance> members =
                                    new ArrayList<>(byName.getOrDefault(group, List.of()));
                            members.add(instance);
                            byName.put(group, members);
                        });
    }

    private Offer offer(ProviderInstance instance, ModelInfo info) {
        double quality =
                known.quality(instance.name(), info.id())
                        .or(() -> info.facts().prices().map(Ranking::qualityOf))
                        .orElse(instance.vendor().isEmpty() ? UNKNOWN_QUALITY : ODD_QUALITY);
        return new Offer(instance, info, quality, instance.health(info.id()), ratings);
    }

    boolean has(String instance) {
        return byName.containsKey(instance);
    }

    List<ProviderInstance> instances() {
        return instances;
    }

    /// The models that a caller may see.
    List<CatalogModel> models(Caller caller) {
        return models.values().stream().filter(model -> maySee(caller, model)).toList();
    }

    private boolean maySee(Caller caller, CatalogModel model) {
        return caller.hasFeature(feature(model.info().mode()))
                && byName.getOrDefault(model.instance(), List.of()).stream()
                        .anyMatch(instance -> mayCall(caller, instance, model.info().id()));
    }

    /// Whether key and tier allow a model, each by whichever name of the instance.
    private boolean mayCall(Caller caller, ProviderInstance instance, String model) {
        String name = instance.name();
        String publicName = instance.publicName();
        Tier tier = caller.tier();
        return (caller.mayCall(name, model) || caller.mayCall(publicName, model))
                && (tiers.allow(tier, name, model) || tiers.allow(tier, publicName, model));
    }

    private boolean mayCall(Caller caller, Offer offer) {
        return mayCall(caller, offer.provider(), offer.model());
    }

    private static String feature(ModelMode mode) {
        return mode == ModelMode.EMBEDDING ? "embeddings" : "chat";
    }

    /// All models of a mode that a caller may call, at instances that are capable of it.
    List<Offer> candidates(Capability capability, Caller caller) {
        ModelMode mode =
                capability.equals(Capability.EMBEDDINGS) ? ModelMode.EMBEDDING : ModelMode.CHAT;
        return offers.stream()
                .filter(offer -> offer.info().mode() == mode)
                .filter(offer -> offer.provider().can(capability))
                .filter(offer -> mayCall(caller, offer))
                .toList();
    }

    /// Why no model of an instance can take a call.
    static String reason(ProviderInstance instance, Capability capability) {
        if (!instance.can(capability)) {
            return "cannot do " + capability.name();
        }
        return instance.problem().isEmpty() ? "has no such model" : instance.problem();
    }

    /// Where a name leads, `auto` excepted.
    ///
    /// @param offers what has the model, in the order in which it is asked
    /// @param reason why, in a line
    /// @param retired the id that was named, where a successor took its place
    record Found(List<Offer> offers, String reason, Optional<String> retired) {}

    /// Where a name leads.
    ///
    /// @throws ForgeException if it leads nowhere, naming those that are near
    Found resolve(String name, Capability capability, Caller caller, boolean redirect) {
        Found found = find(name, redirect).orElseThrow(() -> notFound(name, caller));
        List<Offer> allowed = only(found.offers(), offer -> mayCall(caller, offer));
        if (allowed.isEmpty()) {
            throw notFound(name, caller);
        }
        List<Offer> capable = only(allowed, offer -> offer.provider().can(capability));
        if (capable.isEmpty()) {
            throw new ForgeException(
                            CommonError.INVALID_PARAMETER,
                            "The provider of model %s cannot do %s."
                                    .formatted(name, capability.name()))
                    .withParam("model");
        }
        return capable.size() == found.offers().size()
                ? found
                : new Found(capable, found.reason(), found.retired());
    }

    // on the way of every call, where nearly always all of one are wanted
    private static <T> List<T> only(List<T> all, Predicate<T> wanted) {
        for (T one : all) {
            if (!wanted.test(one)) {
                return all.stream().filter(wanted).toList();
            }
        }
        return all;
    }

    private Optional<Found> find(String name, boolean redirect) {
        int slash = name.indexOf('/');
        List<ProviderInstance> named = slash < 0 ? null : byName.get(name.substring(0, slash));
        if (named != null) {
            return at(named, name.substring(slash + 1), redirect);
        }
        List<Offer> known = byBareId.get(name);
        if (known != null) {
            return Optional.of(
                    new Found(known, "the first instance that has the model", Optional.empty()));
        }
        return redirect
                ? instances.stream()
                        .flatMap(instance -> successor(List.of(instance), name).stream())
                        .findFirst()
                : Optional.empty();
    }

    private Optional<Found> at(List<ProviderInstance> named, String model, boolean redirect) {
        List<ProviderInstance> allowing =
                model.isEmpty() ? List.of() : only(named, instance -> instance.allows(model));
        if (allowing.isEmpty()) {
            return Optional.empty();
        }
        List<Offer> known = new ArrayList<>();
        for (ProviderInstance instance : allowing) {
            Offer offer = listed(instance, model);
            if (offer != null) {
                known.add(offer);
            }
        }
        if (known.isEmpty()) {
            Optional<Found> successor = redirect ? successor(allowing, model) : Optional.empty();
            if (successor.isPresent()) {
                return successor;
            }
            // what an instance does not list it may have all the same
            allowing.forEach(i -> known.add(offer(i, ModelInfo.of(model, ModelMode.CHAT))));
        }
        return Optional.of(new Found(known, "the instance was named", Optional.empty()));
    }

    private @Nullable Offer listed(ProviderInstance instance, String model) {
        return byInstance.getOrDefault(instance.name(), Map.of()).get(model);
    }

    private Optional<Found> successor(List<ProviderInstance> instances, String gone) {
        for (ProviderInstance instance : instances) {
            Map<String, Offer> own = byInstance.getOrDefault(instance.name(), Map.of());
            Optional<Offer> next =
                    own.isEmpty()
                            ? Optional.empty()
                            : known.successor(
                                            instance.name(),
                                            instance.vendor(),
                                            gone,
                                            own.values().stream().map(Offer::info).toList())
                                    .map(info -> own.get(info.id()));
            if (next.isPresent()) {
                return Optional.of(
                        new Found(
                                List.of(next.get()),
                                "the successor of a retired model",
                                Optional.of(gone)));
            }
        }
        return Optional.empty();
    }

    /// The model that a name leads to, as far as its instance has told of it.
    CatalogModel describe(String name, Caller caller) {
        return Optional.ofNullable(models.get(name))
                .or(
                        () ->
                                Optional.ofNullable(byBareId.get(name))
                                        .map(found -> model(found.getFirst())))
                .or(() -> at(name).map(this::model))
                .filter(model -> maySee(caller, model))
                .orElseThrow(() -> notFound(name, caller));
    }

    // a member of a group by its own name
    private Optional<Offer> at(String name) {
        int slash = name.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.ofNullable(
                        byInstance
                                .getOrDefault(name.substring(0, slash), Map.of())
                                .get(name.substring(slash + 1)));
    }

    private CatalogModel model(Offer offer) {
        return new CatalogModel(offer.provider().publicName(), offer.info());
    }

    ForgeException notFound(String name, Caller caller) {
        List<String> near = new ArrayList<>();
        for (CatalogModel model : models(caller)) {
            near.add(model.info().id());
            near.add(model.id());
        }
        near.addAll(List.of("auto", "auto:cheap", "auto:fast", "auto:best"));
        String hint = Nearest.question(name, near).orElse("");
        return new ForgeException(
                        CommonError.MODEL_NOT_FOUND, "There is no model " + name + "." + hint)
                .withParam("model");
    }
}
