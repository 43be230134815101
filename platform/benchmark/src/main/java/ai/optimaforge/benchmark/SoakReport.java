// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// What a long run has shown.
///
/// @param samples at equal intervals
/// @param answered how many calls of each kind were answered as they should be
/// @param wrong what else happened, and how often
/// @param notSent how many calls were not made since too many were under way
record SoakReport(
        List<SoakSample> samples,
        Map<String, Long> answered,
        Map<String, Long> wrong,
        long notSent) {
    private static final int PARTS = 10;

    /// A machine that others use as well makes a call late once in a while; more is a fault.
    private static final double MOST_WRONG = 0.001;

    Flatness flatness() {
        return Flatness.of(samples.stream().map(SoakSample::resident).toList());
    }

    /// Whether memory is flat and the calls that it is flat under were answered.
    boolean isGood() {
        return flatness().isFlat() && sum(wrong) + notSent <= MOST_WRONG * sum(answered);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    String markdown() {
        var text = new StringBuilder();
        text.append(
                """
                | minutes | RSS, MB: min | median | max | heap after GC, MB: min | median | metaspace | direct | threads | files | processor, µs a call |
                |--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
                """);
        for (int part = 0; part < PARTS; part++) {
            int from = samples.size() * part / PARTS;
            text.append(line(samples.subList(from, samples.size() * (part + 1) / PARTS)));
        }
        text.append("\nAnswered as they should be: ").append(words(answered)).append(".\n");
        text.append("Otherwise: ").append(wrong.isEmpty() ? "none" : words(wrong));
        text.append("; not sent: ").append(notSent).append(".\n\n");
        return text.append(flatness().verdict()).toString();
    }

    private static String line(List<SoakSample> part) {
        SoakSample first = part.getFirst();
        SoakSample last = part.getLast();
        Samples resident = all(part, SoakSample::resident);
        Samples heap = all(part, SoakSample::heapAfterCollection);
        return String.format(
                Locale.ROOT,
                "| %.0f–%.0f | %.1f | %.1f | %.1f | %.0f | %.0f | %.1f | %.1f | %.0f | %.0f | %.0f"
                        + " |%n",
                first.second() / 60,
                last.second() / 60,
                resident.smallest(),
                resident.median(),
                resident.largest(),
                heap.smallest(),
                heap.median(),
                all(part, SoakSample::metaspace).median(),
                all(part, SoakSample::direct).median(),
                all(part, SoakSample::threads).median(),
                all(part, SoakSample::files).median(),
                1e6
                        * (last.processor() - first.processor())
                        / Math.max(1, last.calls() - first.calls()));
    }

    private static Samples all(List<SoakSample> part, ToDoubleFunction<SoakSample> quantity) {
        return Samples.of(part.stream().mapToDouble(quantity).boxed().toList());
    }

    private static String words(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey())
                        .collect(Collectors.joining(", "));
    }

    JsonObject json() {
        Flatness flatness = flatness();
        return new JsonObject()
                .put("good", isGood())
                .put("flat", flatness.isFlat())
                .put("rss_second_third_mb", flatness.before())
                .put("rss_last_third_mb", flatness.after())
                .put("answered", new JsonObject(Map.copyOf(answered)))
                .put("wrong", new JsonObject(Map.copyOf(wrong)))
                .put("not_sent", notSent)
                .put("samples", new JsonArray(samples.stream().map(SoakSample::json).toList()));
    }
}
