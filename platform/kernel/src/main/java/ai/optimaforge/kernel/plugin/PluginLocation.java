// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Where a plugin is: its descriptor and what its class path is made of.
///
/// @param directory the plugin's directory, for messages
/// @param descriptor the file of the descriptor
/// @param classPath directories of classes, and jars, in order
public record PluginLocation(Path directory, Path descriptor, List<Path> classPath) {
    /// Keeps a copy.
    public PluginLocation {
        classPath = List.copyOf(classPath);
    }

    /// A plugin in a distribution: `plugin.properties` and `lib/*.jar`.
    public static PluginLocation installed(Path directory) {
        return new PluginLocation(
                directory, directory.resolve("plugin.properties"), jars(directory.resolve("lib")));
    }

    /// A plugin as its build leaves it before it is packaged: `target/classes`,
    /// `target/plugin/lib/*.jar`.
    ///
    /// @param target the build directory
    public static PluginLocation built(Path target) {
        Path classes = target.resolve("classes");
        List<Path> classPath = new ArrayList<>(List.of(classes));
        classPath.addAll(jars(target.resolve("plugin/lib")));
        // every target is called target; the module has a name
        Path module = target.toAbsolutePath().normalize().getParent();
        return new PluginLocation(
                module == null ? target : module,
                classes.resolve("META-INF/forge/plugin.properties"),
                classPath);
    }

    /// The plugins of a distribution: each directory below `plugins/` is one.
    public static List<PluginLocation> allInstalled(Path plugins) {
        return entries(plugins, "*").stream()
                .filter(Files::isDirectory)
                .map(PluginLocation::installed)
                .toList();
    }

    private static List<Path> jars(Path directory) {
        return entries(directory, "*.jar");
    }

    private static List<Path> entries(Path directory, String glob) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            List<Path> entries = new ArrayList<>();
            stream.forEach(entries::add);
            Collections.sort(entries);
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }
}
