// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.assemble;

import ai.optimaforge.installer.InstallRefusedException;
import ai.optimaforge.kernel.config.Nearest;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a distribution should be made of.
///
/// @param name lower-case words joined by hyphens
/// @param plugins each a name of ours, `group:artifact:version`, an address of https, or a path
/// @param settings by their whole keys; texts, lists and maps of texts, as they were written
/// @param providers the instances by their names, each as its file should be
/// @param base the directory that paths are relative to
public record Selection(
        String name,
        List<String> plugins,
        Map<String, Object> settings,
        Map<String, Object> providers,
        Path base) {
    private static final Set<String> KEYS = Set.of("name", "plugins", "settings", "providers");
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

    /// Keeps copies.
    public Selection {
        plugins = List.copyOf(plugins);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        providers = Collections.unmodifiableMap(new TreeMap<>(providers));
    }

    /// Reads a file.
    ///
    /// @throws InstallRefusedException with everything that is wrong with it
    public static Selection read(Path file) throws InstallRefusedException {
        Path base = file.toAbsolutePath().normalize().resolveSibling("");
        Map<?, ?> root = load(file);
        List<String> problems = new ArrayList<>();
        for (Object key : root.keySet()) {
            if (!KEYS.contains(String.valueOf(key))) {
                problems.add(
                        "%s is unknown%s"
                                .formatted(
                                        key, Nearest.remark(String.valueOf(key), KEYS).orElse("")));
            }
        }
        String name = root.get("name") instanceof String text ? text : "";
        if (!name.matches(NAME)) {
            problems.add(
                    "name = %s must be lower-case words joined by hyphens"
                            .formatted(root.get("name")));
        }
        Map<String, Object> settings = new LinkedHashMap<>();
        flatten("", section(root, "settings", problems), settings, problems);
        Map<String, Object> providers = new LinkedHashMap<>();
        section(root, "providers", problems)
                .forEach((key, value) -> provider(String.valueOf(key), value, providers, problems));
        List<String> plugins = plugins(root.get("plugins"), problems);
        if (!problems.isEmpty()) {
            throw new InstallRefusedException(
                    problems.stream().map(problem -> file + ": " + problem).toList());
        }
        return new Selection(name, plugins, settings, providers, base);
    }

    private static Map<?, ?> load(Path file) throws InstallRefusedException {
        // every value stays the text it is: what it means is the setting's business
        LoadSettings settings = LoadSettings.builder().setSchema(new FailsafeSchema()).build();
        try (InputStream in = Files.newInputStream(file)) {
            Object root = new Load(settings).loadFromInputStream(in);
            if (root instanceof Map<?, ?> map) {
                return map;
            }
            throw new InstallRefusedException(file + " must hold name, plugins and settings");
        } catch (IOException e) {
            throw new InstallRefusedException(
                    Files.exists(file)
                            ? file + " can't be read: " + e
                            : file + ": there is no such file");
        } catch (YamlEngineException e) {
            throw new InstallRefusedException(
                    file
                            + " is not YAML: "
                            + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private static Map<?, ?> section(Map<?, ?> root, String key, List<String> problems) {
        Object value = root.get(key);
        if (value == null || value.equals("")) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        problems.add("%s = %s must be a map".formatted(key, value));
        return Map.of();
    }

    private static List<String> plugins(@Nullable Object value, List<String> problems) {
        Set<String> plugins = new LinkedHashSet<>();
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            problems.add("plugins = %s must be a list of at least one".formatted(value));
            return List.of();
        }
        for (Object item : list) {
            if (!(item instanceof String text) || text.isBlank()) {
                problems.add("plugins: %s must be a text".formatted(item));
            } else if (!plugins.add(text.strip())) {
                problems.add("plugins: %s is there twice".formatted(text));
            }
        }
        return List.copyOf(plugins);
    }

    private static void flatten(
            String prefix, Map<?, ?> from, Map<String, Object> into, List<String> problems) {
        from.forEach(
                (name, value) -> {
                    String key = prefix.isEmpty() ? String.valueOf(name) : prefix + "." + name;
                    if (value instanceof Map<?, ?> section && !section.isEmpty()) {
                        flatten(key, section, into, problems);
                    } else if (into.putIfAbsent(key, value) != null) {
                        problems.add("settings: %s is there twice".formatted(key));
                    }
                });
    }

    private static void provider(
            String name, Object value, Map<String, Object> into, List<String> problems) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
            problems.add("providers: %s is no name of an instance".formatted(name));
        } else if (!(value instanceof Map<?, ?>)) {
            problems.add("providers.%s = %s must be a map".formatted(name, value));
        } else {
            into.put(name, value);
        }
    }
}
