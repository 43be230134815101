// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes trees of what is no tree yet.
final class Trees {
    private Trees() {}

    /// The root of a file: nothing written is an empty tree.
    static Value.Tree of(Value root, List<Problem> problems) {
        if (root instanceof Value.Tree tree) {
            return tree;
        }
        if (!(root instanceof Value.Blank)) {
            problems.add(new Problem("", root.origin(), "must hold settings as key: value"));
        }
        return new Value.Tree(Map.of(), root.origin());
    }

    /// The lower tree, overlaid by the upper one.
    static Value.Tree over(Value.Tree upper, Value.Tree lower) {
        Map<String, Value> leaves = new LinkedHashMap<>(lower.leaves());
        leaves.putAll(upper.leaves());
        return new Value.Tree(leaves, upper.origin());
    }

    /// Texts, numbers, truths, lists and maps of these, all of one origin.
    static Value.Tree of(Map<String, ?> values, String origin) {
        Map<String, Value> leaves = new LinkedHashMap<>();
        flatten("", values, origin, leaves);
        return new Value.Tree(leaves, origin);
    }

    private static void flatten(
            String prefix, Map<?, ?> values, String origin, Map<String, Value> leaves) {
        values.forEach(
                (name, value) -> {
                    String key = KeyName.join(prefix, String.valueOf(name));
                    if (value instanceof Map<?, ?> section && !section.isEmpty()) {
                        flatten(key, section, origin, leaves);
                    } else {
                        leaves.put(key, leaf(value, origin));
                    }
                });
    }

    private static Value leaf(Object value, String origin) {
        if (value instanceof Map<?, ?>) {
            return new Value.Blank(origin);
        }
        return value instanceof List<?> list
                ? new Value.Items(items(list, origin), origin)
                : new Value.Text(value.toString(), origin);
    }

    private static List<Value> items(List<?> list, String origin) {
        return list.stream().map(item -> item(item, origin)).toList();
    }

    private static Value item(Object item, String origin) {
        if (item instanceof Map<?, ?> section) {
            Map<String, Value> leaves = new LinkedHashMap<>();
            flatten("", section, origin, leaves);
            return new Value.Tree(leaves, origin);
        }
        return leaf(item, origin);
    }
}
