// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The log that a JVM keeps of its collections.
record CollectorLog(Path file) {
    /// `Pause Young (Allocation Failure) 45M->21M(120M) 3.2ms`
    private static final Pattern PAUSE = Pattern.compile("(\\d+)M->(\\d+)M\\((\\d+)M\\)");

    /// The JVM's option to keep it.
    String option() {
        return "-Xlog:gc:file=" + file + ":uptime:filecount=0";
    }

    /// The megabytes that were used after the collection that was last, or nothing before the
    /// first.
    OptionalDouble usedAfterLast() {
        try (var lines = Files.lines(file)) {
            return lines.map(PAUSE::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(pause -> Double.parseDouble(pause.group(2)))
                    .reduce((earlier, later) -> later);
        } catch (IOException e) {
            throw new BenchmarkException("cannot read " + file, e);
        }
    }
}
