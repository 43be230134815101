// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import ai.optimaforge.spi.config.Secret;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reports what was written for a setting that there is none of.
final class UnknownSettings {
    // far enough for a slip of the pen; other programs' FORGE_ variables are none of our business
    private static final int NEAR_IN_ENVIRONMENT = 2;

    private UnknownSettings() {}

    static void in(Layers layers, Collection<String> keys, Report report) {
        for (String key : keys) {
            Optional<Value> value = layers.find(key);
            if (value.isEmpty() || report.keys().contains(key)) {
                continue;
            }
            if (!report.isSection(key)) {
                report.problem(unknown(key, value.get(), report));
            } else if (!(value.get() instanceof Value.Blank)) {
                report.problem(
                        new Problem(
                                key,
                                Secret.MASK,
                                value.get().origin(),
                                "must be a section with settings of its own"));
            }
        }
    }

    // a value under an unknown key may be a secret, unless the key it was meant for is none
    private static Problem unknown(String key, Value value, Report report) {
        Optional<String> meant = Nearest.to(key, report.keys());
        String shown = Shown.of(value, meant.map(report::isSecret).orElse(true));
        return new Problem(key, shown, value.origin(), "unknown setting" + didYouMean(meant));
    }

    static void inEnvironment(Map<String, String> environment, String prefix, Report report) {
        Map<String, String> keysByName = new LinkedHashMap<>();
        report.keys().forEach(key -> keysByName.put(KeyName.inEnvironment(key), key));
        environment.forEach(
                (name, text) -> {
                    if (name.startsWith(prefix) && !keysByName.containsKey(name)) {
                        Nearest.within(NEAR_IN_ENVIRONMENT, name, keysByName.keySet())
                                .map(meant -> misspelt(name, text, meant, keysByName, report))
                                .ifPresent(report::problem);
                    }
                });
    }

    private static Problem misspelt(
            String name, String text, String meant, Map<String, String> keysByName, Report report) {
        String origin = "env " + name;
        boolean secret = report.isSecret(keysByName.getOrDefault(meant, ""));
        return new Problem(
                name,
                Shown.of(new Value.Text(text, origin), secret),
                origin,
                "unknown setting" + didYouMean(Optional.of(meant)));
    }

    private static String didYouMean(Optional<String> meant) {
        return meant.map(Nearest::remark).orElse("");
    }
}
