// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// Which Optima Forge is measured, alike for all commands.
final class MeasuredForge {
    @Option(
            names = "--forge",
            paramLabel = "DIR",
            description = "An assembled distribution of Optima Forge (${DEFAULT-VALUE}).")
    private Path forge = Path.of("distribution/target/forge");

    Path directory() {
        return forge.toAbsolutePath();
    }
}
