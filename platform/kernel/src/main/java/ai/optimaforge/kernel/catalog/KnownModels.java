// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.catalog;

import ai.optimaforge.kernel.config.ConfigTree;
import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.spi.model.ModelInfo;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What is known of the models of the provider instances. The operator's word wins over the
/// provider's, and that over the list of facts which comes with the platform. Thread-safe.
public final class KnownModels {
    private final Map<String, Map<String, OperatorModel>> byInstance;
    private final Map<String, Map<String, ModelInfo>> byVendor = new ConcurrentHashMap<>();

    private final List<Mention> mentions;

    /// Where a file of the operator's names an instance.
    private record Mention(String instance, ConfigTree tree) {}

    private KnownModels(
            Map<String, Map<String, OperatorModel>> byInstance, List<Mention> mentions) {
        this.byInstance = byInstance;
        this.mentions = List.copyOf(mentions);
    }

    /// What is known before anything was read.
    public static KnownModels none() {
        return new KnownModels(Map.of(), List.of());
    }

    /// Reads the operator's files, `models/*.yaml` of the configuration.
    ///
    /// @throws ConfigurationException with the problems of all of them
    public static KnownModels read(Sources sources) {
        Map<String, Map<String, OperatorModel>> byInstance = new HashMap<>();
        List<Mention> mentions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : sources.yamlFiles("models")) {
            for (ConfigTree tree : ConfigTree.readAll(file, sources)) {
                try {
                    OperatorModel model =
                            tree.renamed(KnownModels::settingName).bind(OperatorModel.class);
                    mentions.add(new Mention(model.instance(), tree));
                    OperatorModel twin =
                            byInstance
                                    .computeIfAbsent(model.instance(), i -> new LinkedHashMap<>())
                                    .putIfAbsent(model.model(), model);
                    if (twin != null) {
                        problems.add(tree.origin() + ": " + model.id() + " is there twice");
                    }
                } catch (ConfigurationException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new KnownModels(byInstance, mentions);
    }

    /// `in_above_200k` of the list of facts is `in-above200k` here.
    private static String settingName(String field) {
        return field.replace('_', '-').replace("-200k", "200k");
    }

    /// What the operator's files say of instances that there are not, a line each.
    ///
    /// @param absent which instances are meant
    /// @param message what is wrong with naming one
    public List<String> naming(Predicate<String> absent, UnaryOperator<String> message) {
        return mentions.stream()
                .filter(mention -> absent.test(mention.instance()))
                .map(mention -> mention.tree().refusal("id", message.apply(mention.instance())))
                .flatMap(refusal -> refusal.problems().stream())
                .toList();
    }

    /// The models of an instance with all that is known of them, and those that the operator
    /// alone knows and that are not retired after them. Parses the vendor's part of the list of
    /// facts the first time.
    ///
    /// @param told what the provider told
    public List<ModelInfo> complete(
            String instance, Optional<String> vendor, List<ModelInfo> told) {
        Map<String, OperatorModel> operator = byInstance.getOrDefault(instance, Map.of());
        if (told.isEmpty() && operator.isEmpty()) {
            // so is every instance at the start, which need not wait for the list of facts
            return List.of();
        }
        Map<String, ModelInfo> facts = vendor.map(this::facts).orElse(Map.of());
        Set<String> ids = told.stream().map(ModelInfo::id).collect(Collectors.toSet());
        List<ModelInfo> models = new ArrayList<>();
        for (ModelInfo model : told) {
            ModelInfo known = withFacts(model, facts.get(model.id()));
            OperatorModel said = operator.get(model.id());
            models.add(said == null ? known : said.over(known));
        }
        operator.forEach(
                (id, said) -> {
                    ModelInfo known = facts.get(id);
                    ModelInfo model = known == null ? said.alone() : said.over(known);
                    // one that is retired, and of which the provider tells nothing, is gone
                    if (!ids.contains(id) && !isRetired(model)) {
                        models.add(model);
                    }
                });
        return List.copyOf(models);
    }

    private static ModelInfo withFacts(ModelInfo told, @Nullable ModelInfo facts) {
        return facts == null
                ? told
                : told.withFacts(told.facts().over(facts.facts())).withMode(facts.mode());
    }

    /// How good the operator says that a model is, from 0 to 1.
    public Optional<Double> quality(String instance, String model) {
        return Optional.ofNullable(byInstance.getOrDefault(instance, Map.of()).get(model))
                .flatMap(OperatorModel::quality);
    }

    /// The model of an instance that takes the place of one which is retired and gone.
    ///
    /// @param there the models that the instance has
    /// @return empty if the model is not known to be retired, or nothing takes its place
    public Optional<ModelInfo> successor(
            String instance, Optional<String> vendor, String gone, List<ModelInfo> there) {
        Map<String, ModelInfo> facts = vendor.map(this::facts).orElse(Map.of());
        OperatorModel said = byInstance.getOrDefault(instance, Map.of()).get(gone);
        ModelInfo known = facts.get(gone);
        if (said != null) {
            known = known == null ? said.alone() : said.over(known);
        }
        if (known == null || !isRetired(known)) {
            return Optional.empty();
        }
        List<ModelInfo> living = there.stream().filter(model -> !isRetired(model)).toList();
        Optional<String> id =
                known.facts()
                        .successor()
                        .or(() -> Successors.of(gone, living.stream().map(ModelInfo::id).toList()));
        return id.flatMap(
                next -> living.stream().filter(model -> model.id().equals(next)).findFirst());
    }

    /// Whether the day has come from which a model may be gone.
    public static boolean isRetired(ModelInfo model) {
        return model.facts()
                .retires()
                .filter(day -> !day.isAfter(LocalDate.now(ZoneOffset.UTC)))
                .isPresent();
    }

    private Map<String, ModelInfo> facts(String vendor) {
        return byVendor.computeIfAbsent(vendor, FactsFile::of);
    }
}
