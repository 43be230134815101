// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

/// The rows of starts: from the start of the process to the first call that is answered with 200.
final class Starts {
    private final Report report;

    Starts(Report report) {
        this.report = report;
    }

    /// Starts `gateway` so many times, one after the other.
    ///
    /// @param on what the row says about the cores
    void measure(Gateway gateway, Cores cores, int count, String on) {
        String row = "Start to the first 200, s" + on;
        try {
            var samples = new Samples();
            for (int i = 0; i < count; i++) {
                samples.add(seconds(gateway, cores));
            }
            report.put(row, gateway.name(), "%.2f", samples);
        } catch (BenchmarkException e) {
            report.fail(row, gateway.name(), e);
        }
    }

    private static double seconds(Gateway gateway, Cores cores) {
        long start = System.nanoTime();
        try (RunningGateway running = gateway.start(cores)) {
            running.awaitServing();
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
