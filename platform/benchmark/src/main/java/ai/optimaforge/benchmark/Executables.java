// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Programs of the system.
final class Executables {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private Executables() {}

    /// Whether the shell would find it.
    static boolean isInstalled(String name) {
        String path = System.getenv().getOrDefault("PATH", "");
        return SEPARATOR
                .splitAsStream(path)
                .map(directory -> Path.of(directory, name))
                .anyMatch(Files::isExecutable);
    }
}
