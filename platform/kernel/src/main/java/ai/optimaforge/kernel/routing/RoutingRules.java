// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import ai.optimaforge.kernel.config.ConfigTree;
import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.config.Nearest;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.kernel.routing.RoutingFile.Conditions;
import ai.optimaforge.kernel.routing.RoutingFile.RuleSettings;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.model.Ability;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// The policies and rules by which `auto` chooses: ours and the operator's. Immutable.
public final class RoutingRules {
    private static final String AUTO = "auto";
    private static final String PREFIX = AUTO + ":";
    private static final Policy USUAL = Policy.of("auto", Optional.empty(), List.of());
    private static final List<String> ABILITIES =
            Needs.ASKABLE.stream().map(Ability::name).toList();

    private final Map<String, Policy> policies;
    private final List<Rule> rules;

    private RoutingRules(Map<String, Policy> policies, List<Rule> rules) {
        this.policies = policies;
        this.rules = rules;
    }

    /// Ours alone.
    public static RoutingRules none() {
        return new RoutingRules(ours(), List.of());
    }

    private static Map<String, Policy> ours() {
        Map<String, Policy> policies = new TreeMap<>();
        policies.put("cheap", Policy.of("auto:cheap", Weights.CHEAP));
        policies.put("fast", Policy.of("auto:fast", Weights.FAST));
        policies.put("best", Policy.of("auto:best", Weights.BEST));
        return policies;
    }

    /// Reads the operator's file, `routing.yaml` of the configuration, which may be missing.
    ///
    /// @throws ConfigurationException with its problems, a rule that no call can meet among them
    public static RoutingRules read(Sources sources) {
        Map<String, Policy> policies = ours();
        Path file = sources.directory().resolve("routing.yaml");
        if (!Files.isRegularFile(file)) {
            return new RoutingRules(policies, List.of());
        }
        ConfigTree tree = ConfigTree.read(file, sources);
        RoutingFile settings = tree.bind(RoutingFile.class);
        settings.policies()
                .forEach(
                        (name, policy) ->
                                policies.put(
                                        name,
                                        Policy.of(
                                                PREFIX + name,
                                                policy.weights(),
                                                policy.candidates())));
        List<String> problems = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < settings.rules().size(); i++) {
            String at = tree.origin() + ": rules[" + i + "]";
            try {
                Rule rule = rule(settings.rules().get(i), i, policies);
                covering(rules, rule)
                        .ifPresent(
                                earlier ->
                                        problems.add(
                                                at
                                                        + " can never match: "
                                                        + earlier.name()
                                                        + " takes all its calls"));
                rules.add(rule);
            } catch (IllegalArgumentException e) {
                problems.add(at + "." + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new RoutingRules(policies, List.copyOf(rules));
    }

    private static Optional<Rule> covering(List<Rule> earlier, Rule rule) {
        return earlier.stream().filter(other -> other.covers(rule)).findFirst();
    }

    private static Rule rule(RuleSettings settings, int index, Map<String, Policy> policies) {
        String name = settings.name().map(given -> "rule " + given).orElse("rules[" + index + "]");
        Policy policy =
                settings.policy()
                        .map(wanted -> known(wanted, policies))
                        .orElseGet(
                                () -> Policy.of(name, settings.weights(), settings.candidates()));
        Conditions when =
                settings.when()
                        .orElseGet(
                                () ->
                                        new Conditions(
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                Optional.empty(),
                                                Optional.empty()));
        long above = when.tokensAbove().orElse(-1L);
        long below = when.tokensBelow().orElse(Long.MAX_VALUE);
        if (below - 1 <= above) {
            throw new IllegalArgumentException(
                    "when can never match: no number of tokens is above %d and below %d"
                            .formatted(above, below));
        }
        return new Rule(
                name,
                words(when.work(), "when.work", works(), RoutingRules::work),
                words(when.needs(), "when.needs", ABILITIES, Ability::new),
                words(when.tiers(), "when.tiers", tiers(), word -> Tier.named(word).orElseThrow()),
                above,
                below,
                policy);
    }

    private static Policy known(String name, Map<String, Policy> policies) {
        return Optional.ofNullable(policies.get(name))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "policy %s is not there%s"
                                                .formatted(name, hint(name, policies.keySet()))));
    }

    private static String hint(String name, Set<String> known) {
        return Nearest.remark(name, known).orElse("; there are " + String.join(", ", known) + ".");
    }

    private static List<String> works() {
        return Arrays.stream(WorkClass.values()).map(WorkClass::wireName).toList();
    }

    private static WorkClass work(String word) {
        return Arrays.stream(WorkClass.values())
                .filter(work -> work.wireName().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> tiers() {
        return Arrays.stream(Tier.values()).map(Tier::wireName).toList();
    }

    private static <T> Set<T> words(
            List<String> written, String at, List<String> known, Function<String, T> value) {
        Set<T> values = new LinkedHashSet<>();
        for (String word : written) {
            if (!known.contains(word)) {
                throw new IllegalArgumentException(
                        "%s has %s, which is not one of %s".formatted(at, word, known));
            }
            values.add(value.apply(word));
        }
        return values;
    }

    /// Whether a name is `auto`, alone or with a policy.
    public static boolean isAuto(String name) {
        return name.equals(AUTO) || name.startsWith(PREFIX);
    }

    /// What a call goes by.
    ///
    /// @param name `auto` or `auto:<policy>`
    /// @throws ForgeException with `model_not_found` if there is no such policy
    public Policy policy(String name, Needs needs, Tier tier) {
        if (name.equals(AUTO)) {
            return rules.stream()
                    .filter(rule -> rule.takes(needs, tier))
                    .findFirst()
                    .map(Rule::policy)
                    .orElse(USUAL);
        }
        String wanted = name.substring(PREFIX.length());
        Policy policy = policies.get(wanted);
        if (policy == null) {
            throw new ForgeException(
                            CommonError.MODEL_NOT_FOUND,
                            "There is no routing policy %s%s"
                                    .formatted(wanted, hint(wanted, policies.keySet())))
                    .withParam("model");
        }
        return policy;
    }
}
