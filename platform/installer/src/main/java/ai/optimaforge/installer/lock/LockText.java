// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.lock;

import ai.optimaforge.installer.Sha256;
import ai.optimaforge.kernel.plugin.descriptor.PluginName;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The lock as text: JSON in which everything stands in one order, so that two can be compared.
final class LockText {
    private static final int FORMAT = 1;
    private static final Set<String> KEYS =
            Set.of("id", "version", "coordinates", "sha256", "spi", "licences", "why", "files");

    private LockText() {}

    static String of(List<LockedPlugin> plugins) {
        JsonArray all = new JsonArray();
        plugins.forEach(plugin -> all.add(of(plugin)));
        return new JsonObject().put("lock", FORMAT).put("plugins", all).encodePrettily() + "\n";
    }

    private static JsonObject of(LockedPlugin plugin) {
        JsonObject files = new JsonObject();
        plugin.files()
                .forEach(
                        (path, file) ->
                                files.put(
                                        path,
                                        new JsonObject()
                                                .put("size", file.size())
                                                .put("sha256", file.sha256())));
        return new JsonObject()
                .put("id", plugin.name().id())
                .put("version", plugin.name().version())
                .put("coordinates", plugin.coordinates().orElse(null))
                .put("sha256", plugin.sha256().orElse(null))
                .put("spi", plugin.spi())
                .put("licences", new JsonArray(plugin.licences()))
                .put("why", plugin.why())
                .put("files", files);
    }

    /// @throws IllegalArgumentException with what is wrong
    static List<LockedPlugin> parse(String text) {
        JsonObject lock;
        try {
            lock = new JsonObject(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("it is no JSON object", e);
        }
        Object format = lock.getValue("lock");
        if (!Integer.valueOf(FORMAT).equals(format)) {
            throw new IllegalArgumentException(
                    "lock = %s, and this platform knows lock = %d".formatted(format, FORMAT));
        }
        List<LockedPlugin> plugins = new ArrayList<>();
        for (Object plugin : of(lock.getValue("plugins"), JsonArray.class, "plugins")) {
            plugins.add(plugin(of(plugin, JsonObject.class, "plugins[]")));
        }
        return plugins;
    }

    private static LockedPlugin plugin(JsonObject json) {
        Set<String> unknown = new TreeSet<>(json.fieldNames());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("it has unknown keys: " + unknown);
        }
        List<String> licences = new ArrayList<>();
        for (Object licence : of(json.getValue("licences"), JsonArray.class, "licences")) {
            licences.add(of(licence, String.class, "licences[]"));
        }
        return new LockedPlugin(
                new PluginName(text(json, "id"), text(json, "version")),
                text(json, "spi"),
                optional(json, "coordinates"),
                optional(json, "sha256"),
                licences,
                text(json, "why"),
                files(of(json.getValue("files"), JsonObject.class, "files")));
    }

    private static SortedMap<String, LockedFile> files(JsonObject json) {
        SortedMap<String, LockedFile> files = new TreeMap<>();
        for (String path : json.fieldNames()) {
            JsonObject file = of(json.getValue(path), JsonObject.class, "files." + path);
            Number size = of(file.getValue("size"), Number.class, "files." + path + ".size");
            String sha256 = text(file, "sha256");
            if (!Sha256.isOne(sha256)) {
                throw new IllegalArgumentException(path + ": sha256 = " + sha256 + " is none");
            }
            files.put(path, new LockedFile(size.longValue(), sha256));
        }
        return files;
    }

    private static Optional<String> optional(JsonObject json, String key) {
        return json.getValue(key) == null ? Optional.empty() : Optional.of(text(json, key));
    }

    private static String text(JsonObject json, String key) {
        return of(json.getValue(key), String.class, key);
    }

    private static <T> T of(Object value, Class<T> type, String key) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "%s = %s is no %s".formatted(key, value, type.getSimpleName()));
        }
        return type.cast(value);
    }
}
