// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The rows of streams: how many at once come to their end without a gap.
final class ManyStreams {
    private final StreamLoad load;
    private final Report report;

    ManyStreams(StreamLoad load, Report report) {
        this.load = load;
        this.report = report;
    }

    /// Measures `count` streams at once, so many times.
    ///
    /// @param on what the row says about the cores
    void measure(List<Contender> contenders, int count, int rounds, String on) {
        String row =
                String.format(
                        Locale.ROOT,
                        "%s without a gap over %d ms, of %,d%s",
                        load.kind().title(),
                        StreamLoad.LARGEST_GAP.toMillis(),
                        count,
                        on);
        Rounds<StreamLoad.Result> results =
                Rounds.of(rounds, contenders, target -> load.run(target, count));
        for (Contender contender : contenders) {
            try {
                put(row, contender, results);
            } catch (BenchmarkException e) {
                report.fail(row, contender.name(), e);
            }
        }
    }

    private void put(String row, Contender contender, Rounds<StreamLoad.Result> rounds) {
        Samples clean = rounds.samples(contender, StreamLoad.Result::clean);
        Samples gap = rounds.samples(contender, result -> result.largestGap() / 1e6);
        Samples first = rounds.samples(contender, result -> result.slowestFirst() / 1e6);
        Map<String, Integer> faults = new TreeMap<>();
        rounds.of(contender)
                .forEach(
                        result ->
                                result.faults()
                                        .forEach((key, n) -> faults.merge(key, n, Integer::sum)));
        String shown =
                String.format(
                        Locale.ROOT,
                        "%,.0f (largest gap %.0f ms, slowest first frame %.0f ms)",
                        clean.median(),
                        gap.largest(),
                        first.largest());
        var details = Report.details(clean);
        details.put("largest_gap_ms", Report.details(gap));
        details.put("slowest_first_frame_ms", Report.details(first));
        details.put("faults", new JsonObject(Map.copyOf(faults)));
        report.put(row, contender.name(), shown, details);
    }
}
