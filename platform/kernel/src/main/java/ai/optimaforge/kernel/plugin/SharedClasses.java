// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import java.util.List;

/// The classes of the host that a plugin sees, each entry with its reason. All else a plugin
/// brings itself, or does without.
final class SharedClasses {
    private static final List<String> PREFIXES =
            List.of(
                    // the SPI: host and plugin must mean the same types
                    "ai.optimaforge.spi.",
                    // types in the SPI's signatures: Future, Buffer, ReadStream, JsonObject,
                    // HttpClient
                    "io.vertx.core.",
                    // the plugin's log lines belong in the host's log
                    "org.slf4j.",
                    // the annotations of the SPI's signatures
                    "org.jspecify.annotations.");

    private static final List<String> NOT_SHARED =
            List.of(
                    // Vert.x changes these from release to release
                    "io.vertx.core.impl.",
                    "io.vertx.core.internal.",
                    // the classes that JSON is mapped to would keep their loader alive in the
                    // host's caches
                    "io.vertx.core.json.jackson.");

    private SharedClasses() {}

    static boolean contain(String className) {
        return PREFIXES.stream().anyMatch(className::startsWith)
                && NOT_SHARED.stream().noneMatch(className::startsWith);
    }

    /// What to do about a class that a plugin asked for and did not get.
    static String advice(String className) {
        if (className.startsWith("ai.optimaforge.kernel.")) {
            return "the kernel is not for plugins: use the SPI, or ask for what it lacks";
        }
        if (NOT_SHARED.stream().anyMatch(className::startsWith)) {
            return "this part of Vert.x is internal";
        }
        return "the platform does not share it: give the plugin its own, as a dependency of scope"
                + " compile or runtime";
    }
}
