// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import ai.optimaforge.kernel.KernelOptions;
import ai.optimaforge.kernel.StartReport;

import java.nio.file.Path;

/// A first call, ready to paste into a shell.
final class CurlLine {
    private static final String KEY_VARIABLE = "FORGE_BOOTSTRAP_KEY";
    private static final String PLAIN = "[A-Za-z0-9/._-]+";

    private CurlLine() {}

    static String of(StartReport report, KernelOptions options) {
        return "curl "
                + report.address().resolve("/v1/chat/completions")
                + " -H \"Authorization: Bearer "
                + key(report, options)
                + "\" -H 'Content-Type: application/json' -d"
                + " '{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'";
    }

    /// How the shell gets at the key: the line holds none, so that it may end up in a history.
    private static String key(StartReport report, KernelOptions options) {
        Path file = options.data().resolve("bootstrap-key");
        if (options.environment().containsKey(KEY_VARIABLE)) {
            return "$" + KEY_VARIABLE;
        }
        // it may be there and hold another key than the one that counts
        boolean counts = report.keySource().contains(file.toString());
        return counts ? "$(cat " + quoted(file.toString()) + ")" : "$FORGE_API_KEY";
    }

    private static String quoted(String path) {
        return path.matches(PLAIN) ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
