// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import ai.optimaforge.spi.config.Setting;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operator's file `conf/routing.yaml`.
public record RoutingFile(
        @Setting("Policies by name; a call chooses one by the model auto:<name>")
                Map<String, PolicySettings> policies,
        @Setting("What a call of the model auto goes by: the first rule whose conditions it meets")
                List<RuleSettings> rules) {
    /// Keeps copies.
    public RoutingFile {
        policies = Map.copyOf(policies);
        rules = List.copyOf(rules);
    }

    /// What a policy says.
    public record PolicySettings(
            @Setting("How much each side of a model counts; else as costSensitivity has it")
                    Optional<Weights> weights,
            @Setting("The only models to choose from, as instance/model, where * is anything")
                    List<String> candidates) {
        /// Keeps a copy.
        public PolicySettings {
            candidates = List.copyOf(candidates);
        }
    }

    /// What a rule says.
    public record RuleSettings(
            @Setting("How explanations call the rule") Optional<String> name,
            @Setting("What a call must be like for the rule; any call, if nothing is said")
                    Optional<Conditions> when,
            @Setting("The policy that the call goes by") Optional<String> policy,
            @Setting("Instead of a policy: how much each side of a model counts")
                    Optional<Weights> weights,
            @Setting("Instead of a policy: the only models to choose from")
                    List<String> candidates) {
        /// Refuses a rule without effect.
        public RuleSettings {
            candidates = List.copyOf(candidates);
            boolean own = weights.isPresent() || !candidates.isEmpty();
            if (policy.isPresent() == own) {
                throw new IllegalArgumentException(
                        "policy, or weights and candidates, must be given: one of the two");
            }
        }
    }

    /// What a call must be like; all that is said must hold.
    public record Conditions(
            @Setting("Kinds of work, one of which it is") List<String> work,
            @Setting("Abilities, all of which it needs") List<String> needs,
            @Setting("Tiers, one of which the user has") List<String> tiers,
            @Setting("Its prompt is longer, in tokens") Optional<Long> tokensAbove,
            @Setting("Its prompt is shorter, in tokens") Optional<Long> tokensBelow) {
        /// Keeps copies.
        public Conditions {
            work = List.copyOf(work);
            needs = List.copyOf(needs);
            tiers = List.copyOf(tiers);
        }
    }
}
