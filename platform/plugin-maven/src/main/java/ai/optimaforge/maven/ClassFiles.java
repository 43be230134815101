// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.maven;

import static java.util.stream.Collectors.toList;

import org.objectweb.asm.ClassReader;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The class files of a directory or a jar.
final class ClassFiles {
    private ClassFiles() {}

    /// Reads them all, in the order of their names. A class for other releases of Java and a
    /// module's description are no classes that a plugin loads by name.
    static List<ClassFile> read(Path origin) throws IOException {
        if (Files.isDirectory(origin)) {
            return readTree(origin, origin);
        }
        try (FileSystem jar = FileSystems.newFileSystem(origin)) {
            return readTree(origin, jar.getPath("/"));
        }
    }

    private static List<ClassFile> readTree(Path origin, Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> isClass(root.relativize(file))).sorted().collect(toList());
        }
        List<ClassFile> classes = new ArrayList<>();
        for (Path file : files) {
            classes.add(ClassFile.of(reader(origin, root.relativize(file), file)));
        }
        return classes;
    }

    private static boolean isClass(Path file) {
        String name = file.toString();
        return name.endsWith(".class")
                && !name.startsWith("META-INF")
                && !name.endsWith("module-info.class");
    }

    private static ClassReader reader(Path origin, Path name, Path file) throws IOException {
        try {
            return new ClassReader(Files.readAllBytes(file));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(
                    "%s: %s is no class file that can be read: %s"
                            .formatted(origin, name, e.getMessage()),
                    e);
        }
    }
}
