// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.plugin.DefinedError;
import ai.optimaforge.kernel.plugin.RunningPlugin;
import ai.optimaforge.spi.CommonError;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Sees to it that a code has one meaning, whoever answers with it.
final class ErrorCodes {
    private record Meaning(RunningPlugin plugin, DefinedError error) {}

    private ErrorCodes() {}

    /// @throws IllegalArgumentException if a code is in two enums, or is one of the platform's
    /// with another status or type; the message names both
    static void check(Collection<RunningPlugin> plugins) {
        Map<String, Meaning> known = new HashMap<>();
        for (RunningPlugin plugin : plugins) {
            for (DefinedError error : plugin.errors()) {
                checkCommon(error);
                Meaning other = known.putIfAbsent(error.code(), new Meaning(plugin, error));
                if (other != null) {
                    throw new IllegalArgumentException(
                            "the error code %s is in %s of plugin %s and in %s of plugin %s: remove one of them, or give one another name"
                                    .formatted(
                                            error.code(),
                                            other.error().enumClass(),
                                            other.plugin().descriptor().name(),
                                            error.enumClass(),
                                            plugin.descriptor().name()));
                }
            }
        }
    }

    private static void checkCommon(DefinedError error) {
        Arrays.stream(CommonError.values())
                .filter(common -> common.code().equals(error.code()))
                .filter(c -> c.status() != error.status() || c.type() != error.type())
                .findFirst()
                .ifPresent(
                        common -> {
                            throw new IllegalArgumentException(
                                    "the error code %s is the platform's, with %d %s, and in %s it has %d %s: give it another name, or throw CommonError.%s"
                                            .formatted(
                                                    error.code(),
                                                    common.status(),
                                                    common.type().wireName(),
                                                    error.enumClass(),
                                                    error.status(),
                                                    error.type().wireName(),
                                                    common.name()));
                        });
    }
}
