// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import java.nio.file.Path;

/// A distribution on disk: `bin/ lib/ plugins/ conf/ data/`.
record Home(Path directory) {
    static final String VARIABLE = "FORGE_HOME";

    static Home ofProcess() {
        String fromEnvironment = System.getenv().getOrDefault(VARIABLE, "");
        Path directory = Path.of(System.getProperty(VARIABLE, fromEnvironment));
        return new Home(directory.toAbsolutePath().normalize());
    }

    Path conf() {
        return directory.resolve("conf");
    }

    Path data() {
        return directory.resolve("data");
    }

    Path plugins() {
        return directory.resolve("plugins");
    }
}
