// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.chat;

import static java.util.Map.entry;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.json.JsonType;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The platform's own options in a request, `forge`: an object whose keys are all known. What
/// they switch on comes with other plugins; here they are held to their shape, so that a misspelt
/// one is not silently without effect.
final class ForgeOptions {
    private static final Map<String, Set<String>> KEYS =
            Map.ofEntries(
                    entry("forge", Set.of("cache", "security", "memory", "ensemble", "routing")),
                    entry("forge.cache", Set.of("enabled", "ttl", "namespace")),
                    entry("forge.security", Set.of("level", "pii", "customPolicies")),
                    entry("forge.security.pii", Set.of("detect", "redact")),
                    entry("forge.memory", Set.of("enabled", "userId", "layers")),
                    entry("forge.ensemble", Set.of("enabled", "strategy", "n")),
                    entry(
                            "forge.routing",
                            Set.of("costSensitivity", "failover", "maxRetries", "explain")));

    private ForgeOptions() {}

    static void check(JsonDocument request) {
        if (request.type("forge").filter(type -> type != JsonType.NULL).isPresent()) {
            check(request, "forge", "forge");
        }
    }

    private static void check(JsonDocument parent, String name, String path) {
        JsonDocument options =
                parent.object(name)
                        .orElseThrow(
                                () ->
                                        refused(
                                                CommonError.INVALID_VALUE,
                                                path,
                                                "must be an object"));
        Set<String> known = KEYS.getOrDefault(path, Set.of());
        for (String key : options.names()) {
            if (!known.contains(key)) {
                throw refused(
                        CommonError.UNKNOWN_FIELD,
                        path + "." + key,
                        "is not known; " + path + " has " + new TreeSet<>(known));
            }
            if (KEYS.containsKey(path + "." + key)) {
                check(options, key, path + "." + key);
            }
        }
    }

    private static ForgeException refused(CommonError error, String path, String problem) {
        return new ForgeException(error, path + " " + problem + ".").withParam(path);
    }
}
