// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the `--set key=value` pairs.
final class CommandLine {
    private static final String ORIGIN = "--set";

    private CommandLine() {}

    static Map<String, Value> read(List<String> pairs, List<Problem> problems) {
        Map<String, Value> sets = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String key = pair.substring(0, equals).strip();
                sets.put(key, new Value.Text(pair.substring(equals + 1), ORIGIN));
            } else {
                problems.add(new Problem(pair, ORIGIN, "must be key=value"));
            }
        }
        return sets;
    }
}
