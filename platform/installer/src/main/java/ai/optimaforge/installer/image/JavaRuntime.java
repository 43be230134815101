// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.installer.image;

import ai.optimaforge.installer.InstallRefusedException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/// This Java, cut down: all of Java SE, which a plugin may use, and what the platform and its
/// libraries find beyond it; no tools, no documentation.
final class JavaRuntime {
    private static final String MODULES =
            "java.se,jdk.crypto.cryptoki,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs";

    private JavaRuntime() {}

    static void link(Path directory) throws InstallRefusedException {
        ToolProvider jlink =
                ToolProvider.findFirst("jlink")
                        .orElseThrow(
                                () ->
                                        new InstallRefusedException(
                                                "this Java has no jlink: set FORGE_JAVA_HOME to a"
                                                        + " JDK"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        // a layer is compressed as a whole, which is less than what is compressed file by file
        int code =
                jlink.run(
                        out,
                        out,
                        "--add-modules",
                        MODULES,
                        "--include-locales=en",
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--vm=server",
                        "--output",
                        directory.toString());
        if (code != 0) {
            throw new InstallRefusedException(
                    "jlink refused: " + said.toString().strip().replaceAll("\\s+", " "));
        }
    }
}
