// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import ai.optimaforge.maven.ClassFile.Member;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The members of the SPI that a plugin uses, as its linkage manifest lists them: a class by its
/// name, a method as `class.name(types)type`, a field as `class.name:type`.
final class Linkage {
    /// Where the manifest stands.
    static final String FILE = "META-INF/forge/linkage";

    private final Map<String, ClassFile> known = new LinkedHashMap<>();
    private final Spi spi;

    private Linkage(Collection<ClassFile> classes, Spi spi) {
        this.spi = spi;
        known.putAll(spi.classes());
        classes.forEach(file -> known.put(file.name(), file));
    }

    /// What these classes use: the plugin's own and its libraries'.
    static NavigableSet<String> of(Collection<ClassFile> classes, Spi spi) {
        Linkage linkage = new Linkage(classes, spi);
        NavigableSet<String> used = new TreeSet<>();
        for (ClassFile file : classes) {
            file.classes().stream().filter(Linkage::isSpi).forEach(used::add);
            for (Member member : file.uses()) {
                linkage.owner(member).ifPresent(owner -> used.add(owner + "." + member.key()));
            }
        }
        return used;
    }

    private static boolean isSpi(String className) {
        return className.startsWith(Spi.PACKAGE);
    }

    /// The SPI's class that a use depends on. Code names a member by the class at hand, which may
    /// be one of the plugin's that inherits it.
    private Optional<String> owner(Member member) {
        return isSpi(member.owner())
                ? Optional.of(member.owner())
                : declaring(member.owner(), member.key()).filter(spi.classes()::containsKey);
    }

    private Optional<String> declaring(String className, String member) {
        ClassFile file = known.get(className);
        if (file == null) {
            return Optional.empty();
        }
        if (file.members().contains(member)) {
            return Optional.of(className);
        }
        return file.parents().stream()
                .map(parent -> declaring(parent, member))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// The manifest's text.
    static String text(Set<String> used) {
        return used.isEmpty() ? "" : String.join("\n", used) + "\n";
    }
}
