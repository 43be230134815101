// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The extensions among a plugin's classes, by the type that each extends. The rule is that of
/// the annotation processor: any public class that is not abstract and implements such a type.
final class Extensions {
    private static final List<String> TYPES =
            List.of(
                    "ai/optimaforge/spi/endpoint/EndpointGroup",
                    "ai/optimaforge/spi/model/ModelProviderFactory",
                    "ai/optimaforge/spi/connect/ConnectAppFactory",
                    "ai/optimaforge/spi/model/ChatInterceptor");

    private static final String ERROR_CODE = "ai/optimaforge/spi/ErrorCode";

    private Extensions() {}

    /// The files of the index: `META-INF/services/<type>` and its text.
    static NavigableMap<String, String> index(Collection<ClassFile> own, Spi spi) {
        Map<String, ClassFile> known = known(own, spi);
        NavigableMap<String, String> index = new TreeMap<>();
        for (String type : TYPES) {
            put(index, type, own.stream().filter(ClassFile::isExtensible), known);
        }
        return index;
    }

    /// The same for the codes of its errors, which the platform has to know before the first is
    /// thrown.
    static NavigableMap<String, String> errorCodes(Collection<ClassFile> own, Spi spi) {
        NavigableMap<String, String> index = new TreeMap<>();
        put(index, ERROR_CODE, own.stream().filter(ClassFile::isEnum), known(own, spi));
        return index;
    }

    /// The files of an index that there may be.
    static List<String> files() {
        return Stream.concat(TYPES.stream(), Stream.of(ERROR_CODE)).map(Extensions::file).toList();
    }

    /// The classes that are error codes, but no enums.
    static List<String> uncountableErrorCodes(Collection<ClassFile> own, Spi spi) {
        Map<String, ClassFile> known = known(own, spi);
        return own.stream()
                .filter(file -> !file.isInterface() && !file.isEnum())
                .filter(file -> isA(file.name(), ERROR_CODE, known))
                .filter(
                        file ->
                                Optional.ofNullable(known.get(file.parents().get(0)))
                                        .filter(ClassFile::isEnum)
                                        .isEmpty())
                .map(file -> file.name().replace('/', '.'))
                .toList();
    }

    private static void put(
            Map<String, String> index,
            String type,
            Stream<ClassFile> files,
            Map<String, ClassFile> known) {
        TreeSet<String> names = new TreeSet<>();
        files.filter(file -> isA(file.name(), type, known))
                .forEach(file -> names.add(file.name().replace('/', '.')));
        if (!names.isEmpty()) {
            index.put(file(type), String.join("\n", names) + "\n");
        }
    }

    private static String file(String type) {
        return "META-INF/services/" + type.replace('/', '.');
    }

    private static Map<String, ClassFile> known(Collection<ClassFile> own, Spi spi) {
        Map<String, ClassFile> known = new LinkedHashMap<>(spi.classes());
        own.forEach(file -> known.put(file.name(), file));
        return known;
    }

    /// The classes that are endpoint groups, abstract ones too.
    static List<ClassFile> endpointGroups(Collection<ClassFile> own, Spi spi) {
        Map<String, ClassFile> known = known(own, spi);
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
