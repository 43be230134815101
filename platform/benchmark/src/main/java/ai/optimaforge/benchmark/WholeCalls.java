// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The rows of whole calls: how many a second, and how long they take.
final class WholeCalls {
    private static final String CALLS = "%,.0f";
    private static final String MILLIS = "%.3f";

    private final Load load;
    private final Plan plan;
    private final Report report;

    WholeCalls(Load load, Plan plan, Report report) {
        this.load = load;
        this.plan = plan;
        this.report = report;
    }

    /// Measures all of them.
    ///
    /// @param contenders the first is the direct call
    void measure(List<Contender> contenders) {
        Rounds<Load.Result> ten = run(contenders, ChatCall.small(), 10);
        Rounds<Load.Result> large = run(contenders, ChatCall.large(), 10);
        Rounds<Load.Result> one = run(contenders, ChatCall.small(), 1);
        Rounds<Load.Result> many = run(contenders, ChatCall.small(), 64);

        ToDoubleFunction<Load.Result> calls = Load.Result::callsPerSecond;
        ToDoubleFunction<Load.Result> p50 = result -> result.p50() / 1e3;
        ToDoubleFunction<Load.Result> p99 = result -> result.p99() / 1e3;
        put("Calls/s, c = 10, 1 KB body", contenders, ten, CALLS, calls);
        put("Calls/s, c = 10, 100 KB body", contenders, large, CALLS, calls);
        put("p50 at c = 1, ms", contenders, one, MILLIS, p50);
        putAdded("p50 added at c = 1, ms", contenders, one, p50);
        put("p99 at c = 10, ms", contenders, ten, MILLIS, p99);
        put("p99 at c = 64, ms", contenders, many, MILLIS, p99);
    }

    private Rounds<Load.Result> run(List<Contender> contenders, ChatCall call, int connections) {
        return Rounds.of(
                plan.rounds(),
                contenders,
                target -> load.run(target, call, connections, plan.run()));
    }

    private void put(
            String row,
            List<Contender> contenders,
            Rounds<Load.Result> rounds,
            String format,
            ToDoubleFunction<Load.Result> figure) {
        for (Contender contender : contenders) {
            try {
                Samples samples = rounds.samples(contender, figure);
                long failed = rounds.of(contender).stream().mapToLong(Load.Result::failures).sum();
                String shown = String.format(Locale.ROOT, format, samples.median());
                report.put(
                        row,
                        contender.name(),
                        failed == 0 ? shown : shown + " (" + failed + " failed)",
                        Report.details(samples).put("failed", failed));
            } catch (BenchmarkException e) {
                report.fail(row, contender.name(), e);
            }
        }
    }

    /// What a gateway takes beyond the direct call of the same round.
    private void putAdded(
            String row,
            List<Contender> contenders,
            Rounds<Load.Result> rounds,
            ToDoubleFunction<Load.Result> figure) {
        Contender direct = contenders.getFirst();
        for (Contender contender : contenders.subList(1, contenders.size())) {
            try {
                List<Double> without = rounds.samples(direct, figure).values();
                List<Double> with = rounds.samples(contender, figure).values();
                var added = new Samples();
                for (int round = 0; round < with.size(); round++) {
                    added.add(with.get(round) - without.get(round));
                }
                report.put(row, contender.name(), MILLIS, added);
            } catch (BenchmarkException e) {
                report.fail(row, contender.name(), e);
            }
        }
    }
}
