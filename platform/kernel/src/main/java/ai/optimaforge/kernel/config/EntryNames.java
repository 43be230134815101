// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds the names of a map's entries in flat keys. A name may hold dots, as `gpt-4.1` does.
final class EntryNames {
    private EntryNames() {}

    static Set<String> below(String key, Set<String> keys, Shape element) {
        String prefix = key.isEmpty() ? "" : key + ".";
        Set<String> names = new LinkedHashSet<>();
        for (String candidate : keys) {
            if (candidate.startsWith(prefix)) {
                names.add(name(candidate.substring(prefix.length()), element));
            }
        }
        return names;
    }

    private static String name(String path, Shape element) {
        if (element instanceof Shape.Leaf || element instanceof Shape.ListOf) {
            return path;
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            if (accepts(element, path.substring(dot + 1))) {
                return path.substring(0, dot);
            }
        }
        // a misspelt setting: most are written right below the name
        int dot = path.lastIndexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static boolean accepts(Shape shape, String path) {
        if (shape instanceof Shape.OptionalOf(Shape element)) {
            return accepts(element, path);
        }
        if (shape instanceof Shape.RecordOf(_, List<Shape.Property> properties)) {
            return properties.stream().anyMatch(property -> accepts(property, path));
        }
        return shape instanceof Shape.MapOf && !path.isEmpty();
    }

    private static boolean accepts(Shape.Property property, String path) {
        String key = property.key();
        if (path.equals(key)) {
            return true;
        }
        return path.startsWith(key + ".")
                && accepts(property.shape(), path.substring(key.length() + 1));
    }
}
