// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The files of a new plugin: those of an example, with its names replaced.
final class PluginTemplate {
    private final Map<String, String> files;

    private PluginTemplate(Map<String, String> files) {
        this.files = files;
    }

    /// The files of a kind, made for these names.
    static PluginTemplate of(PluginKind kind, PluginNames names) throws IOException {
        PluginNames example = kind.names();
        URL root = PluginTemplate.class.getResource("templates/" + example.id() + "/pom.xml");
        try {
            URI uri = requireNonNull(root, example.id()).toURI();
            if (uri.getScheme().equals("file")) {
                return read(requireNonNull(Path.of(uri).getParent()), example, names);
            }
            String jar = uri.toString().replaceFirst("!.*$", "");
            try (FileSystem opened = FileSystems.newFileSystem(URI.create(jar), Map.of())) {
                Path pom = opened.getPath(uri.toString().replaceFirst("^.*!", ""));
                return read(requireNonNull(pom.getParent()), example, names);
            }
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static PluginTemplate read(Path directory, PluginNames example, PluginNames names)
            throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                String path = directory.relativize(file).toString();
                files.put(
                        example.replace(path, names),
                        withoutRegions(example.replace(Files.readString(file), names)));
            }
        }
        return new PluginTemplate(files);
    }

    /// The marks are there for the author's guide.
    private static String withoutRegions(String text) {
        return text.replaceAll("(?m)^[ \\t]*(//|#) (region [a-z-]+|endregion)\\n\\n?", "");
    }

    /// Writes the files below a directory, all or none.
    ///
    /// @return what is in the way; then nothing is written
    List<String> write(Path directory) throws IOException {
        List<String> inTheWay =
                files.keySet().stream()
                        .map(directory::resolve)
                        .filter(Files::exists)
                        .map("%s is there already, and is not overwritten"::formatted)
                        .toList();
        if (inTheWay.isEmpty()) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                Files.createDirectories(requireNonNull(path.getParent()));
                Files.writeString(path, file.getValue());
            }
        }
        return inTheWay;
    }

    List<String> paths() {
        return List.copyOf(files.keySet());
    }
}
