// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.SpiVersion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The classes of the host that a plugin sees. Which they are, and why, stands in the SPI's jar,
/// where the build of a plugin finds it too. All else a plugin brings itself, or does without.
final class SharedClasses {
    private static final String LIST = "/META-INF/forge/shared-classes";

    private static final List<String> PREFIXES = lines("+ ");
    private static final List<String> NOT_SHARED = lines("- ");

    private SharedClasses() {}

    private static List<String> lines(String mark) {
        try (InputStream stream = SpiVersion.class.getResourceAsStream(LIST)) {
            String list = new String(requireNonNull(stream, LIST).readAllBytes(), UTF_8);
            return list.lines()
                    .filter(line -> line.startsWith(mark))
                    .map(line -> line.substring(mark.length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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
