// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Settings that stand for themselves, such as those of one provider instance, with the same
/// errors, origins and references as the rest. It does not change.
public final class ConfigTree {
    private final Value.Tree tree;
    private final References references;
    private final List<Problem> faults;

    private ConfigTree(Value.Tree tree, References references, List<Problem> faults) {
        this.tree = tree;
        this.references = references;
        this.faults = List.copyOf(faults);
    }

    /// Reads a file of settings.
    ///
    /// @throws ConfigurationException if the file is not readable as YAML
    public static ConfigTree read(Path file, Sources sources) {
        List<Problem> faults = new ArrayList<>();
        String label = sources.label(file);
        Value.Tree tree = Trees.of(YamlReader.read(file, label, faults), faults);
        Value.Tree named = new Value.Tree(tree.leaves(), "file " + label);
        return new ConfigTree(named, sources.references(), faults);
    }

    /// Reads a file that holds one tree or a list of them.
    ///
    /// @throws ConfigurationException if the file is not readable as YAML
    public static List<ConfigTree> readAll(Path file, Sources sources) {
        List<Problem> faults = new ArrayList<>();
        Value root = YamlReader.read(file, sources.label(file), faults);
        List<Value> items = root instanceof Value.Items(List<Value> list, _) ? list : List.of(root);
        List<ConfigTree> trees = new ArrayList<>();
        for (Value item : items) {
            List<Problem> own = new ArrayList<>(trees.isEmpty() ? faults : List.of());
            Value.Tree tree = Trees.of(item, own);
            trees.add(new ConfigTree(tree, sources.references(), own));
        }
        return List.copyOf(trees);
    }

    /// Takes values from elsewhere: texts, numbers, truths, lists and maps of these.
    ///
    /// @param origin where they come from, for instance `env OPENAI_API_KEY`
    public static ConfigTree of(Map<String, ?> values, String origin, Sources sources) {
        return new ConfigTree(Trees.of(values, origin), sources.references(), List.of());
    }

    /// Where it was written as a whole, for instance `file conf/providers/groq.yaml`.
    public String origin() {
        return tree.origin();
    }

    /// One text of it, for instance the `type` that says what the rest is to be bound to.
    ///
    /// @throws ConfigurationException if it is no text, or refers to what is not there
    public Optional<String> text(String key) {
        return Optional.ofNullable(tree.leaves().get(key))
                .filter(value -> !(value instanceof Value.Blank))
                .map(value -> resolved(key, value));
    }

    private String resolved(String key, Value value) {
        if (!(value instanceof Value.Text(String text, _))) {
            throw refusal(key, "must be a single value");
        }
        try {
            return references.resolve(text);
        } catch (IllegalArgumentException e) {
            throw refusal(key, String.valueOf(e.getMessage()));
        }
    }

    /// The rest of it: the same without some keys.
    public ConfigTree without(String... keys) {
        Map<String, Value> rest = new LinkedHashMap<>(tree.leaves());
        rest.keySet().removeAll(List.of(keys));
        return new ConfigTree(new Value.Tree(rest, tree.origin()), references, faults);
    }

    /// A part of it: some keys, and no others.
    public ConfigTree only(String... keys) {
        Map<String, Value> part = new LinkedHashMap<>(tree.leaves());
        part.keySet().retainAll(List.of(keys));
        return new ConfigTree(new Value.Tree(part, tree.origin()), references, faults);
    }

    /// The same with other names for its keys.
    public ConfigTree renamed(UnaryOperator<String> name) {
        Map<String, Value> leaves = new LinkedHashMap<>();
        tree.leaves().forEach((key, value) -> leaves.put(name.apply(key), value));
        return new ConfigTree(new Value.Tree(leaves, tree.origin()), references, faults);
    }

    /// This, with what it does not say taken from another, such as a preset.
    public ConfigTree over(ConfigTree lower) {
        List<Problem> all = new ArrayList<>(faults);
        all.addAll(lower.faults);
        return new ConfigTree(Trees.over(tree, lower.tree), references, all);
    }

    /// What is written in it, fit to be shown: as it was written, secrets masked.
    ///
    /// @param type says what is secret
    public Map<String, String> shown(Class<? extends Record> type) {
        Map<String, String> shown = new LinkedHashMap<>();
        Set<String> secrets = ShapeReader.of(type).secretKeys();
        tree.leaves()
                .forEach(
                        (key, value) -> {
                            String top =
                                    key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
                            boolean secret = secrets.contains(key) || secrets.contains(top);
                            shown.put(key, Shown.of(value, secret));
                        });
        return shown;
    }

    /// Binds all of it.
    ///
    /// @throws ConfigurationException with every problem there is
    public <C extends Record> C bind(Class<C> type) {
        Report report = new Report();
        report.problems(faults);
        Layers layers = Layers.of(tree);
        var bound = new Binder(layers, references, report).bind("", ShapeReader.of(type));
        UnknownSettings.in(layers, layers.keys(), report);
        report.throwProblems();
        return type.cast(bound.orElseThrow());
    }

    /// What to throw if a value read by [#text] is refused: the problem with key, value and
    /// origin.
    public ConfigurationException refusal(String key, String message) {
        Value value = tree.leaves().get(key);
        Problem problem =
                value == null
                        ? new Problem(key, tree.origin(), message)
                        : new Problem(key, Shown.of(value, false), value.origin(), message);
        return ConfigurationException.of(List.of(problem));
    }
}
