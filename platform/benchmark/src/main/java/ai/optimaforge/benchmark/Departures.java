// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The rows of clients that leave: how soon the upstream knows.
final class Departures {
    private final AbortProbe probe;
    private final Report report;

    Departures(AbortProbe probe, Report report) {
        this.probe = probe;
        this.report = report;
    }

    /// Has `count` clients leave, in each of two ways.
    void measure(List<Contender> contenders, int count) {
        measure(
                "Client leaves a stream: upstream aborted after, ms",
                contenders,
                count,
                probe::leaveStream);
        measure(
                "Client leaves a whole answer: upstream aborted after, ms",
                contenders,
                count,
                probe::leaveWhole);
    }

    private void measure(
            String row, List<Contender> contenders, int count, ToDoubleFunction<Target> leave) {
        Rounds<Double> rounds = Rounds.of(count, contenders, leave::applyAsDouble);
        for (Contender contender : contenders) {
            try {
                Samples samples = rounds.samples(contender, millis -> millis);
                String shown =
                        String.format(
                                Locale.ROOT,
                                "%.2f (largest %.2f)",
                                samples.median(),
                                samples.largest());
                report.put(row, contender.name(), shown, Report.details(samples));
            } catch (BenchmarkException e) {
                report.fail(row, contender.name(), e);
            }
        }
    }
}
