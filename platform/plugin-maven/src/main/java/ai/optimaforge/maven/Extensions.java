// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The extensions among a plugin's classes, by the type that each extends. The rule is that of
/// the annotation processor: any public class that is not abstract and implements such a type.
final class Extensions {
    private static final List<String> TYPES =
            List.of(
                    "ai/optimaforge/spi/endpoint/EndpointGroup",
                    "ai/optimaforge/spi/model/ModelProviderFactory",
                    "ai/optimaforge/spi/connect/ConnectAppFactory",
                    "ai/optimaforge/spi/model/ChatInterceptor");

    private Extensions() {}

    /// The files of the index: `META-INF/services/<type>` and its text.
    static NavigableMap<String, String> index(Collection<ClassFile> own, Spi spi) {
        Map<String, ClassFile> known = new LinkedHashMap<>(spi.classes());
        own.forEach(file -> known.put(file.name(), file));
        NavigableMap<String, String> index = new TreeMap<>();
        for (String type : TYPES) {
            TreeSet<String> names = new TreeSet<>();
            own.stream()
                    .filter(ClassFile::isExtensible)
                    .filter(file -> isA(file.name(), type, known))
                    .forEach(file -> names.add(file.name().replace('/', '.')));
            if (!names.isEmpty()) {
                index.put(
                        "META-INF/services/" + type.replace('/', '.'),
                        String.join("\n", names) + "\n");
            }
        }
        return index;
    }

    /// The classes that are endpoint groups, abstract ones too.
    static List<ClassFile> endpointGroups(Collection<ClassFile> own, Spi spi) {
        Map<String, ClassFile> known = new LinkedHashMap<>(spi.classes());
        own.forEach(file -> known.put(file.name(), file));
        return own.stream().filter(file -> isA(file.name(), TYPES.get(0), known)).toList();
    }

    private static boolean isA(String name, String type, Map<String, ClassFile> known) {
        if (name.equals(type)) {
            return true;
        }
        ClassFile file = known.get(name);
        return file != null && file.parents().stream().anyMatch(parent -> isA(parent, type, known));
    }

    /// What is wrong with a plugin that has none.
    static String none() {
        return "the plugin has no extension: let a public class that is not abstract implement one"
                + " of "
                + String.join(", ", TYPES.stream().map(type -> type.replace('/', '.')).toList());
    }
}
