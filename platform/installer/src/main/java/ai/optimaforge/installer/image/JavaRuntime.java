// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.installer.InstallRefusedException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// This Java, cut down: all of Java SE, which a plugin may use, and what the platform and its
/// libraries find beyond it; no tools, no documentation.
final class JavaRuntime {
    private static final String MODULES =
            "java.se,jdk.crypto.cryptoki,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs";

    private JavaRuntime() {}

    /// The same modules come out in another order each time, so this layer's bytes differ.
    static void link(Path directory) throws InstallRefusedException, IOException {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        if (!Files.isExecutable(jlink)) {
            throw new InstallRefusedException(
                    "this Java has no %s: set FORGE_JAVA_HOME to a JDK".formatted(jlink));
        }
        // a layer is compressed as a whole, which is less than what is compressed file by file
        Process process =
                new ProcessBuilder(
                                jlink.toString(),
                                "--add-modules",
                                MODULES,
                                "--include-locales=en",
                                "--strip-debug",
                                "--no-header-files",
                                "--no-man-pages",
                                "--generate-cds-archive",
                                "--output",
                                directory.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new InstallRefusedException(
                        "jlink refused: " + said.strip().replaceAll("\\s+", " "));
            }
        } catch (InterruptedException _) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new InstallRefusedException("the image was not written: interrupted");
        }
    }
}
