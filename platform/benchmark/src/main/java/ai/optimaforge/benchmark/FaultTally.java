// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/// What the clients of a run saw. Thread-safe.
final class FaultTally {
    private final LongAdder calls = new LongAdder();
    private final LongAdder errorsBefore = new LongAdder();
    private final LongAdder errorsAfter = new LongAdder();
    private final Map<String, LongAdder> words = new ConcurrentHashMap<>();
    private final Queue<Double> millis = new ConcurrentLinkedQueue<>();

    void answered(double tookMillis) {
        calls.increment();
        millis.add(tookMillis);
    }

    void failedBeforeFirstByte(String how, double tookMillis) {
        errorsBefore.increment();
        failed("before: " + how, tookMillis);
    }

    void failedAfterFirstByte(String how, double tookMillis) {
        errorsAfter.increment();
        failed("after: " + how, tookMillis);
    }

    private void failed(String how, double tookMillis) {
        words.computeIfAbsent(how, none -> new LongAdder()).increment();
        answered(tookMillis);
    }

    long calls() {
        return calls.sum();
    }

    long errorsBefore() {
        return errorsBefore.sum();
    }

    long errorsAfter() {
        return errorsAfter.sum();
    }

    /// What failed in which way, and how often.
    Map<String, Long> words() {
        Map<String, Long> counts = new TreeMap<>();
        words.forEach((how, count) -> counts.put(how, count.sum()));
        return counts;
    }

    /// The time, in milliseconds, within which 99 of 100 calls were over.
    double p99() {
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, sorted.length * 99L / 100)];
    }
}
