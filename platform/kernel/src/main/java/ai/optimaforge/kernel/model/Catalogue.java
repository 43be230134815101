// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.config.Nearest;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.spi.model.CatalogModel;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The instances in their order, and the names that lead to their models. Built whole; never
/// changes.
final class Catalogue {
    static final String AUTO = "auto";

    private final Map<String, ProviderInstance> instances = new LinkedHashMap<>();
    private final Map<String, Known> byBareId = new LinkedHashMap<>();
    private final List<CatalogModel> models = new ArrayList<>();

    Catalogue(List<ProviderInstance> ordered) {
        for (ProviderInstance instance : ordered) {
            instances.put(instance.name(), instance);
            for (ModelInfo info : instance.models()) {
                CatalogModel model = new CatalogModel(instance.name(), info);
                models.add(model);
                byBareId.putIfAbsent(info.id(), new Known(instance, model));
            }
        }
    }

    boolean has(String instance) {
        return instances.containsKey(instance);
    }

    List<ProviderInstance> instances() {
        return List.copyOf(instances.values());
    }

    /// The models that a caller may see.
    List<CatalogModel> models(Caller caller) {
        return models.stream().filter(model -> maySee(caller, model)).toList();
    }

    private static boolean maySee(Caller caller, CatalogModel model) {
        return caller.mayCall(model.instance(), model.info().id())
                && caller.hasFeature(feature(model.info().mode()));
    }

    private static String feature(ModelMode mode) {
        return mode == ModelMode.EMBEDDING ? "embeddings" : "chat";
    }

    /// Where a name leads.
    ///
    /// @throws ForgeException if it leads nowhere, naming those that are near
    Target resolve(String name, Capability capability, Caller caller) {
        long start = System.nanoTime();
        Choice choice =
                AUTO.equals(name) ? auto(capability, caller) : named(name, capability, caller);
        return new Target(
                choice.instance(),
                choice.model(),
                choice.reason(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private record Known(ProviderInstance instance, CatalogModel model) {}

    private record Choice(ProviderInstance instance, String model, String reason) {}

    private Choice auto(Capability capability, Caller caller) {
        ModelMode mode = mode(capability);
        for (ProviderInstance instance : instances.values()) {
            Optional<ModelInfo> model =
                    instance.first(mode, info -> caller.mayCall(instance.name(), info.id()));
            if (model.isPresent() && instance.can(capability)) {
                return new Choice(
                        instance,
                        model.get().id(),
                        "auto: the first %s model of the first instance that has one"
                                .formatted(mode.name().toLowerCase(Locale.ROOT)));
            }
        }
        List<String> reasons = new ArrayList<>();
        instances.values().forEach(i -> reasons.add(i.name() + ": " + reason(i, capability)));
        throw new ForgeException(
                CommonError.FORGE_ROUTING_FAILED,
                "No provider can serve this call now. " + String.join("; ", reasons));
    }

    private static ModelMode mode(Capability capability) {
        return capability.equals(Capability.EMBEDDINGS) ? ModelMode.EMBEDDING : ModelMode.CHAT;
    }

    private static String reason(ProviderInstance instance, Capability capability) {
        if (!instance.can(capability)) {
            return "cannot do " + capability.name();
        }
        return instance.problem().isEmpty() ? "has no such model" : instance.problem();
    }

    private Choice named(String name, Capability capability, Caller caller) {
        Choice choice =
                find(name)
                        .filter(found -> caller.mayCall(found.instance().name(), found.model()))
                        .orElseThrow(() -> notFound(name, caller));
        if (!choice.instance().can(capability)) {
            throw new ForgeException(
                            CommonError.INVALID_PARAMETER,
                            "The provider of model %s cannot do %s."
                                    .formatted(name, capability.name()))
                    .withParam("model");
        }
        return choice;
    }

    private Optional<Choice> find(String name) {
        int slash = name.indexOf('/');
        ProviderInstance instance = slash < 0 ? null : instances.get(name.substring(0, slash));
        if (instance != null) {
            String model = name.substring(slash + 1);
            return model.isEmpty() || !instance.allows(model)
                    ? Optional.empty()
                    : Optional.of(new Choice(instance, model, "the instance was named"));
        }
        return Optional.ofNullable(byBareId.get(name))
                .map(
                        known ->
                                new Choice(
                                        known.instance(),
                                        name,
                                        "the first instance that has the model"));
    }

    /// The model that a name leads to, as far as its instance has told of it.
    CatalogModel describe(String name, Caller caller) {
        return models.stream()
                .filter(model -> model.id().equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(byBareId.get(name)).map(Known::model))
                .filter(model -> maySee(caller, model))
                .orElseThrow(() -> notFound(name, caller));
    }

    private ForgeException notFound(String name, Caller caller) {
        List<String> known = new ArrayList<>();
        for (CatalogModel model : models(caller)) {
            known.add(model.info().id());
            known.add(model.id());
        }
        String hint = Nearest.to(name, known).map(near -> " Did you mean " + near + "?").orElse("");
        return new ForgeException(
                        CommonError.MODEL_NOT_FOUND, "There is no model " + name + "." + hint)
                .withParam("model");
    }
}
