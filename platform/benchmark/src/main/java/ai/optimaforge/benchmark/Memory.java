// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The memory of a process as the system accounts it.
final class Memory {
    private static final String RESIDENT = "VmRSS:";

    private Memory() {}

    /// The resident set of a process and all that it has started, in megabytes.
    static double residentMegabytes(long pid) {
        ProcessHandle process =
                ProcessHandle.of(pid)
                        .orElseThrow(() -> new BenchmarkException("no process " + pid));
        return Stream.concat(Stream.of(process), process.descendants())
                        .mapToLong(handle -> residentKilobytes(handle.pid()))
                        .sum()
                / 1024.0;
    }

    private static long residentKilobytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .map(line -> line.substring(RESIDENT.length()).replace("kB", "").strip())
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new BenchmarkException("cannot read the memory of process " + pid, e);
        }
    }
}
