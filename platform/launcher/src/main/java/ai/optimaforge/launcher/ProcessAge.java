// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// How long ago this process started; the script that became it counts.
final class ProcessAge {
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final Path STAT = Path.of("/proc/self/stat");

    private ProcessAge() {}

    /// For the operator: `0.94 s`.
    static String inSeconds() {
        // String.format costs more than all else that is done here
        long hundredths = now().toMillis() / 10;
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest + " s";
    }

    static Duration now() {
        try {
            return Files.exists(UPTIME)
                    ? fromKernel(Files.readString(UPTIME), Files.readString(STAT))
                    : fromClock();
        } catch (IOException | RuntimeException e) {
            return fromClock();
        }
    }

    /// Linux tells a process its start in ticks since the boot, but the time of the boot in whole
    /// seconds: what ProcessHandle makes of it is wrong by up to one.
    static Duration fromKernel(String uptime, String stat) {
        double sinceBoot = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
        // the second field is the program's name in parentheses and may hold anything
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double startAfterBoot = Long.parseLong(fields[19]) / 100.0;
        return Duration.ofMillis(Math.max(0, Math.round((sinceBoot - startAfterBoot) * 1000)));
    }

    private static Duration fromClock() {
        Instant now = Instant.now();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    }
}
