// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was written, one source above the other: command line, environment, file.
record Layers(Map<String, Value> sets, Map<String, String> environment, Value.Tree file) {
    /// A tree that stands for itself: nothing overrides it.
    static Layers of(Value.Tree tree) {
        return new Layers(Map.of(), Map.of(), tree);
    }

    /// One item of a list, which stands under a key of its own, such as `models[0]`.
    static Layers ofItem(String key, Value item) {
        if (!(item instanceof Value.Tree(Map<String, Value> leaves, String origin))) {
            return of(new Value.Tree(Map.of(key, item), item.origin()));
        }
        Map<String, Value> below = new LinkedHashMap<>();
        leaves.forEach((name, value) -> below.put(KeyName.join(key, name), value));
        return of(new Value.Tree(below, origin));
    }

    /// Where a setting would be that is nowhere.
    String origin() {
        return file.origin();
    }

    Optional<Value> find(String key) {
        Value set = sets.get(key);
        return set != null
                ? Optional.of(set)
                : fromEnvironment(key).or(() -> Optional.ofNullable(file.leaves().get(key)));
    }

    // a variable that is there but empty is how Compose files pass on one that is not set
    private Optional<Value> fromEnvironment(String key) {
        if (environment.isEmpty()) {
            return Optional.empty();
        }
        String name = KeyName.inEnvironment(key);
        String text = environment.get(name);
        return text == null || text.isBlank()
                ? Optional.empty()
                : Optional.of(new Value.Text(text, "env " + name));
    }

    /// The keys in file and command line, in the order in which they were written. The
    /// environment cannot be listed: its names don't tell a dot from a hyphen.
    Set<String> keys() {
        Map<String, Value> all = new LinkedHashMap<>(file.leaves());
        all.putAll(sets);
        return all.keySet();
    }
}
