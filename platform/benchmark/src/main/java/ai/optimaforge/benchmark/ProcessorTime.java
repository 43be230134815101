// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Processor time as the system has accounted it so far, in its ticks; Linux alone tells.
///
/// @param all what all processors together have had
/// @param used what of it was not idle
/// @param own what of that the rig used, and what it started and saw end
record ProcessorTime(long all, long used, long own) {
    /// The column of the idle time in `/proc/stat`; after it that of the time spent waiting for a
    /// disk.
    private static final int IDLE = 3;

    /// The columns of `/proc/PID/stat` behind the state, from 0: own time in user and system
    /// mode, then that of children that have ended.
    private static final int FIRST = 10;

    private static final int COUNT = 4;

    /// What Linux tells processes, however it counts by itself.
    private static final double TICKS_A_SECOND = 100;

    private static final int NEEDED = FIRST + COUNT;

    /// The time up to now.
    ///
    /// @param others processes that count as the rig's own
    static Optional<ProcessorTime> now(List<Long> others) {
        try {
            long[] columns = numbers(Files.readString(Path.of("/proc/stat")).lines().findFirst());
            // The two last, of guests, are part of the first two.
            long all = LongStream.of(columns).limit(8).sum();
            long idle = columns[IDLE] + columns[IDLE + 1];
            Stream<Long> tracked =
                    Stream.concat(
                            Stream.of(ProcessHandle.current().pid()),
                            others.stream().flatMap(ProcessorTime::withDescendants));
            long own = tracked.mapToLong(ProcessorTime::of).sum();
            return Optional.of(new ProcessorTime(all, all - idle, own));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// What a process has used up to now, with those that it started: in seconds, in steps of a
    /// hundredth; nothing where the system does not tell.
    static double seconds(long pid) {
        return withDescendants(pid).mapToLong(ProcessorTime::of).sum() / TICKS_A_SECOND;
    }

    /// How much of the machine others used since `start`, from 0 to 1.
    double usedByOthersSince(ProcessorTime start) {
        double foreign = (used - start.used) - (own - start.own);
        return Math.clamp(foreign / Math.max(1, all - start.all), 0, 1);
    }

    private static Stream<Long> withDescendants(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid);
    }

    private static long of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            // The name may hold anything, blanks and brackets too.
            String columns = stat.substring(stat.lastIndexOf(')') + 2);
            return LongStream.of(numbers(Optional.of(columns))).skip(FIRST).limit(COUNT).sum();
        } catch (IOException e) {
            // It has ended, and its parent counts what it used.
            return 0;
        }
    }

    /// The first numbers of a line behind its first word; some of the others are too large for a
    /// long.
    private static long[] numbers(Optional<String> line) {
        try (var scanner = new Scanner(line.orElse(""))) {
            return scanner.tokens().skip(1).limit(NEEDED).mapToLong(Long::parseLong).toArray();
        }
    }
}
