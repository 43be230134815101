// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartFailedException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The options that say which platform is meant.
final class PlatformOptions {
    @Option(
            names = "--conf",
            paramLabel = "DIR",
            description = "Where forge.yaml and providers/ are. Default: conf in the home.")
    private @Nullable Path conf;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where data is kept; made if missing. Default: data in the home.")
    private @Nullable Path data;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting; wins over environment and file. May be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    StartArguments arguments() {
        return new StartArguments(conf, data, settings);
    }

    KernelOptions in(Terminal terminal) throws StartFailedException {
        return arguments().options(terminal);
    }
}
