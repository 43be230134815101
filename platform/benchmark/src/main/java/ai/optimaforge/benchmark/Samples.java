// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Measurements of one quantity.
final class Samples {
    private final List<Double> values = new ArrayList<>();

    static Samples of(List<Double> values) {
        var samples = new Samples();
        samples.values.addAll(values);
        return samples;
    }

    void add(double value) {
        values.add(value);
    }

    List<Double> values() {
        return Collections.unmodifiableList(values);
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double smallest() {
        return Collections.min(values);
    }

    double largest() {
        return Collections.max(values);
    }
}
