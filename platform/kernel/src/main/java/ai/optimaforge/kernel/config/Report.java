// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What came to light while binding: the keys there are, the values they got, and what is wrong.
final class Report {
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Boolean> secretByKey = new LinkedHashMap<>();
    private final Set<String> sections = new HashSet<>();
    private final Map<String, EffectiveSetting> effective = new LinkedHashMap<>();

    void declare(String key, Shape shape) {
        if (shape instanceof Shape.OptionalOf(Shape element)) {
            declare(key, element);
        } else if (shape instanceof Shape.RecordOf(_, List<Shape.Property> properties)) {
            sections.add(key);
            for (Shape.Property property : properties) {
                declare(KeyName.join(key, property.key()), property.shape());
            }
        } else if (shape instanceof Shape.MapOf) {
            sections.add(key);
        } else {
            secretByKey.put(key, isSecret(shape));
        }
    }

    private static boolean isSecret(Shape shape) {
        Shape element = shape instanceof Shape.ListOf(Shape item) ? item : shape;
        return element instanceof Shape.Leaf leaf && leaf.secret();
    }

    Set<String> keys() {
        return secretByKey.keySet();
    }

    boolean isSection(String key) {
        return sections.contains(key);
    }

    boolean isSecret(String key) {
        return secretByKey.getOrDefault(key, false);
    }

    void effective(String key, Value value, boolean secret) {
        effective.put(key, new EffectiveSetting(key, Shown.of(value, secret), value.origin()));
    }

    Optional<EffectiveSetting> effective(String key) {
        return Optional.ofNullable(effective.get(key));
    }

    List<EffectiveSetting> effective() {
        return List.copyOf(effective.values());
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    void problems(List<Problem> more) {
        problems.addAll(more);
    }

    void throwProblems() {
        if (!problems.isEmpty()) {
            throw ConfigurationException.of(problems);
        }
    }
}
