// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.io.IOException;
import java.util.List;

/// Which processor cores a process may use, by the system's `taskset`.
record Cores(String list) {
    private static final boolean TASKSET = Executables.isInstalled("taskset");

    /// One core.
    static Cores only(int core) {
        return new Cores(String.valueOf(core));
    }

    /// Two cores.
    static Cores both(int first, int second) {
        return new Cores(first + "," + second);
    }

    int count() {
        return (int) list.chars().filter(c -> c == ',').count() + 1;
    }

    /// What goes before a command so that it runs on these cores.
    List<String> prefix() {
        return TASKSET ? List.of("taskset", "-c", list) : List.of();
    }

    /// Binds a running process, and all that it has started, to these cores.
    void bind(long pid) {
        ProcessHandle process =
                ProcessHandle.of(pid)
                        .orElseThrow(() -> new BenchmarkException("no process " + pid));
        bindOne(process);
        process.descendants().forEach(this::bindOne);
    }

    private void bindOne(ProcessHandle process) {
        if (!TASKSET) {
            return;
        }
        try {
            String pid = String.valueOf(process.pid());
            Process taskset =
                    new ProcessBuilder("taskset", "-a", "-p", "-c", list, pid)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (taskset.waitFor() != 0 && process.isAlive()) {
                throw new BenchmarkException("process " + pid + " cannot run on cores " + list);
            }
        } catch (IOException e) {
            throw new BenchmarkException("taskset cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }
}
