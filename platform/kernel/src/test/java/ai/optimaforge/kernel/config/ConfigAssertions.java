// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pins a configuration record: its defaults, and that every component can be set.
public final class ConfigAssertions {
    private ConfigAssertions() {}

    /// What the record is when nothing is set.
    public static <C extends Record> void assertDefaults(Class<C> type, C expected) {
        assertDefaults(type, "", expected);
    }

    /// What the record is when only that is set which must be.
    public static <C extends Record> void assertDefaults(Class<C> type, String yaml, C expected) {
        assertAll(
                () -> assertEquals(expected, bind(type, yaml, Map.of(), new Report())),
                () -> assertEquals(List.of(), undocumented("", ShapeReader.of(type))));
    }

    /// What the record is when every component is set to something else than its default.
    public static <C extends Record> void assertFullMapping(
            Class<C> type, String yaml, C expected) {
        assertFullMapping(type, yaml, Map.of(), expected);
    }

    /// The same, with some of it set in the environment, as `FORGE_BODY_LIMIT`.
    public static <C extends Record> void assertFullMapping(
            Class<C> type, String yaml, Map<String, String> environment, C expected) {
        Report report = new Report();
        assertEquals(expected, bind(type, yaml, environment, report));
        List<String> uncovered = uncovered("", ShapeReader.of(type), report);
        assertTrue(uncovered.isEmpty(), () -> "not covered: " + String.join(", ", uncovered));
    }

    private static <C extends Record> C bind(
            Class<C> type, String yaml, Map<String, String> environment, Report report) {
        List<Problem> faults = new ArrayList<>();
        Value root =
                YamlReader.read(new ByteArrayInputStream(yaml.getBytes(UTF_8)), "test", faults);
        Layers layers = new Layers(Map.of(), environment, Trees.of(root, faults));
        report.problems(faults);
        References references = new References(Path.of(""), environment);
        Optional<Object> bound =
                new Binder(layers, references, report).bind("", ShapeReader.of(type));
        UnknownSettings.in(layers, layers.keys(), report);
        UnknownSettings.inEnvironment(environment, KeyName.ENVIRONMENT_PREFIX, report);
        report.throwProblems();
        return type.cast(bound.orElseThrow());
    }

    private static List<String> undocumented(String prefix, Shape.RecordOf type) {
        List<String> keys = new ArrayList<>();
        for (Shape.Property property : type.properties()) {
            String key = KeyName.join(prefix, property.key());
            if (property.shape() instanceof Shape.RecordOf nested) {
                keys.addAll(undocumented(key, nested));
            } else if (property.doc().isBlank()) {
                keys.add(key);
            }
        }
        return keys;
    }

    private static List<String> uncovered(String prefix, Shape.RecordOf type, Report report) {
        List<String> keys = new ArrayList<>();
        for (Shape.Property property : type.properties()) {
            String key = KeyName.join(prefix, property.key());
            if (nested(property.shape()) instanceof Shape.RecordOf nested) {
                keys.addAll(uncovered(key, nested, report));
            } else if (!isCovered(key, property, report.effective())) {
                keys.add(key);
            }
        }
        return keys;
    }

    private static Shape nested(Shape shape) {
        return shape instanceof Shape.OptionalOf(Shape element) ? element : shape;
    }

    private static boolean isCovered(
            String key, Shape.Property property, Collection<EffectiveSetting> effective) {
        return effective.stream()
                .filter(setting -> isAtOrBelow(key, setting.key()))
                .filter(setting -> !setting.origin().equals("default"))
                .anyMatch(setting -> !Optional.of(setting.value()).equals(property.defaultValue()));
    }

    private static boolean isAtOrBelow(String key, String candidate) {
        return candidate.equals(key)
                || candidate.startsWith(key + ".")
                || candidate.startsWith(key + "[");
    }
}
