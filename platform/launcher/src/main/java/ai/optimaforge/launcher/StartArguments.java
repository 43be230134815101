// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static java.util.Objects.requireNonNullElseGet;

import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartFailedException;
import ai.optimaforge.kernel.plugin.PluginLocation;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the command line says about the platform that is meant.
///
/// @param conf the directory of the configuration; null for the home's
/// @param data the directory of the data; null for the home's
/// @param settings the settings of `--set`, in order
record StartArguments(@Nullable Path conf, @Nullable Path data, Map<String, String> settings) {
    /// Reads `start` with its options, each with its value. Anything else, wrong or rare, is left
    /// to the real parser, which then reads it all again.
    static Optional<StartArguments> parse(String[] args) {
        if (args.length == 0 || !args[0].equals("start")) {
            return Optional.empty();
        }
        Path conf = null;
        Path data = null;
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            String value = i + 1 < args.length ? args[i + 1] : "";
            int equals = value.indexOf('=');
            if (value.isEmpty() || value.startsWith("-")) {
                return Optional.empty();
            } else if (args[i].equals("--conf") && conf == null) {
                conf = Path.of(value);
            } else if (args[i].equals("--data") && data == null) {
                data = Path.of(value);
            } else if (args[i].equals("--set") && equals > 0) {
                settings.put(value.substring(0, equals), value.substring(equals + 1));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new StartArguments(conf, data, settings));
    }

    /// What it comes to at this home.
    ///
    /// @throws StartFailedException if the configuration was meant to be where nothing is
    KernelOptions options(Terminal terminal) throws StartFailedException {
        if (conf != null && !Files.isDirectory(conf)) {
            throw new StartFailedException(List.of("--conf " + conf + ": no such directory"));
        }
        Home home = terminal.home();
        return new KernelOptions(
                requireNonNullElseGet(conf, home::conf).toAbsolutePath().normalize(),
                requireNonNullElseGet(data, home::data).toAbsolutePath().normalize(),
                () -> PluginLocation.allInstalled(home.plugins()),
                settings,
                terminal.environment());
    }
}
