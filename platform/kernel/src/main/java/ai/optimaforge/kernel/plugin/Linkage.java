// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import ai.optimaforge.kernel.plugin.descriptor.Descriptor;
import ai.optimaforge.spi.SpiVersion;

import java.io.IOException;
import java.io.InputStream;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The members of the SPI that a plugin uses, held against those that this platform has. Its
/// build has listed them: what is missing is told before the plugin starts, and not by a
/// `NoSuchMethodError` in the middle of a call.
final class Linkage {
    private static final String FILE = "META-INF/forge/linkage";
    private static final String SPI = "ai/optimaforge/spi/";

    private final NavigableSet<String> members;

    private Linkage(NavigableSet<String> members) {
        this.members = members;
    }

    /// Reads what the build of a plugin has written; a plugin that was built without lists
    /// nothing.
    ///
    /// @throws PluginFailure if a list can't be read or understood
    static Linkage read(PluginLocation location) {
        NavigableSet<String> members = new TreeSet<>();
        for (Path origin : location.classPath()) {
            for (String line : text(origin).lines().toList()) {
                if (!line.startsWith(SPI)) {
                    throw new PluginFailure(
                            "%s: %s names no member of the SPI: %s".formatted(origin, FILE, line));
                }
                members.add(line);
            }
        }
        return new Linkage(members);
    }

    private static String text(Path origin) {
        try {
            if (Files.isDirectory(origin)) {
                Path file = origin.resolve(FILE);
                return Files.exists(file) ? Files.readString(file) : "";
            }
            try (ZipFile jar = new ZipFile(origin.toFile())) {
                ZipEntry entry = jar.getEntry(FILE);
                if (entry == null) {
                    return "";
                }
                try (InputStream stream = jar.getInputStream(entry)) {
                    return new String(stream.readAllBytes(), UTF_8);
                }
            }
        } catch (IOException e) {
            throw new PluginFailure(
                    "%s can't be read: %s: forge plugin add --replace it, or build it anew"
                            .formatted(origin, e.getMessage()),
                    e);
        }
    }

    /// What this platform's SPI lacks, one line each, by name; empty if the plugin fits.
    List<String> missing(Descriptor plugin) {
        return members.stream()
                .filter(member -> !isThere(member))
                .map(
                        member ->
                                "plugin %s %s needs %s, which SPI %s does not have"
                                        .formatted(
                                                plugin.id(),
                                                plugin.version(),
                                                inWords(member),
                                                SpiVersion.CURRENT))
                .toList();
    }

    private static boolean isThere(String line) {
        int dot = line.indexOf('.');
        Optional<Class<?>> owner = load(dot < 0 ? line : line.substring(0, dot));
        String member = line.substring(dot + 1);
        return owner.isPresent() && (dot < 0 || has(owner.get(), member));
    }

    private static Optional<Class<?>> load(String name) {
        try {
            ClassLoader host = SpiVersion.class.getClassLoader();
            Class<?> type = Class.forName(name.replace('/', '.'), false, host);
            return isVisible(type.getModifiers()) ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    /// Whether a class has a member, declared or inherited, that a plugin may use.
    private static boolean has(Class<?> owner, String member) {
        if (declares(owner, member)) {
            return true;
        }
        // a constructor is not inherited
        return !member.startsWith("<init>") && inherits(owner, member);
    }

    private static boolean inherits(Class<?> owner, String member) {
        return Optional.ofNullable(owner.getSuperclass())
                        .filter(parent -> has(parent, member))
                        .isPresent()
                || Arrays.stream(owner.getInterfaces()).anyMatch(parent -> has(parent, member))
                // what every object has, an interface's too
                || (owner.isInterface() && declares(Object.class, member));
    }

    private static boolean declares(Class<?> owner, String member) {
        Stream<String> methods =
                visible(owner.getDeclaredMethods())
                        .map(
                                method ->
                                        method.getName()
                                                + descriptor(
                                                        method.getReturnType(),
                                                        method.getParameterTypes()));
        Stream<String> constructors =
                visible(owner.getDeclaredConstructors())
                        .map(found -> "<init>" + descriptor(void.class, found.getParameterTypes()));
        Stream<String> fields =
                visible(owner.getDeclaredFields())
                        .map(field -> field.getName() + ":" + field.getType().descriptorString());
        return Stream.of(methods, constructors, fields)
                .flatMap(keys -> keys)
                .anyMatch(member::equals);
    }

    private static <M extends Member> Stream<M> visible(M[] members) {
        return Arrays.stream(members).filter(member -> isVisible(member.getModifiers()));
    }

    private static String descriptor(Class<?> result, Class<?>[] parameters) {
        return MethodType.methodType(result, parameters).descriptorString();
    }

    private static boolean isVisible(int modifiers) {
        return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    /// A member as its author knows it: `ModelProvider.rerank(Query, CallContext)`.
    private static String inWords(String line) {
        int dot = line.indexOf('.');
        if (dot < 0) {
            return line.replace('/', '.').replace('$', '.');
        }
        String owner = simple(line.substring(0, dot));
        String member = line.substring(dot + 1);
        int types = member.indexOf('(');
        if (types < 0) {
            return owner + "." + member.substring(0, Math.max(0, member.indexOf(':')));
        }
        String parameters = parameters(member.substring(types));
        return member.startsWith("<init>")
                ? "new " + owner + parameters
                : owner + "." + member.substring(0, types) + parameters;
    }

    private static String parameters(String descriptor) {
        try {
            return MethodTypeDesc.ofDescriptor(descriptor).parameterList().stream()
                    .map(type -> type.displayName().replace('$', '.'))
                    .collect(joining(", ", "(", ")"));
        } catch (IllegalArgumentException e) {
            return descriptor;
        }
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
    }
}
