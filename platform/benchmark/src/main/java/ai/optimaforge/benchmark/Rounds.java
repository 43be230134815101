// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The same measurement of several contenders in turn, several times over, so that what else goes
/// on in the machine meets all of them.
///
/// @param <R> what one measurement results in
final class Rounds<R> {
    private final Map<String, List<R>> results = new HashMap<>();
    private final Map<String, BenchmarkException> failures = new HashMap<>();

    /// Measures each contender `count` times. One that fails is left out from then on.
    static <R> Rounds<R> of(int count, List<Contender> contenders, Function<Target, R> measure) {
        var rounds = new Rounds<R>();
        for (int round = 0; round < count; round++) {
            contenders.forEach(contender -> rounds.add(contender, measure));
        }
        return rounds;
    }

    private void add(Contender contender, Function<Target, R> measure) {
        if (failures.containsKey(contender.name())) {
            return;
        }
        try {
            results.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                    .add(measure.apply(contender.target()));
        } catch (BenchmarkException e) {
            failures.put(contender.name(), e);
        }
    }

    /// The results of one contender, a round each.
    ///
    /// @throws BenchmarkException if it failed
    List<R> of(Contender contender) {
        BenchmarkException failure = failures.get(contender.name());
        if (failure != null) {
            throw failure;
        }
        return results.getOrDefault(contender.name(), List.of());
    }

    /// One figure of each result of one contender.
    ///
    /// @throws BenchmarkException if it failed
    Samples samples(Contender contender, ToDoubleFunction<R> figure) {
        var samples = new Samples();
        of(contender).forEach(result -> samples.add(figure.applyAsDouble(result)));
        return samples;
    }
}
