// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

class FlatnessTest {
    @Test
    void should_compare_the_second_third_with_the_last() {
        Flatness flatness =
                Flatness.of(
                        samples(
                                10, 20, 30, 40, 50, // warming up
                                1, 100, 102, 98, 999, // the second third
                                5, 102, 101, 105, 102));

        assertEquals(new Flatness(100, 102), flatness);
        assertEquals(0.02, flatness.growth(), 1e-9);
        assertTrue(flatness.isFlat());
    }

    @Test
    void should_be_flat_up_to_three_percent_and_not_above() {
        assertTrue(new Flatness(200, 206).isFlat());
        assertFalse(new Flatness(200, 206.1).isFlat());
    }

    @Test
    void should_be_flat_when_memory_is_given_back() {
        Flatness flatness = new Flatness(200, 150);

        assertTrue(flatness.isFlat());
        assertEquals(-0.25, flatness.growth(), 1e-9);
    }

    @Test
    void should_not_be_moved_by_a_single_peak() {
        List<Double> samples =
                IntStream.range(0, 360)
                        .mapToObj(i -> i % 60 == 59 ? 900.0 : 200.0 + i % 2)
                        .toList();

        assertTrue(Flatness.of(samples).isFlat());
    }

    @Test
    void should_find_a_slow_leak() {
        List<Double> samples = IntStream.range(0, 360).mapToObj(i -> 200 + i * 20 / 360.0).toList();

        assertFalse(Flatness.of(samples).isFlat());
    }

    @Test
    void should_leave_no_sample_out_when_they_do_not_divide_by_three() {
        List<Double> samples = IntStream.range(0, 13).mapToObj(i -> (double) i).toList();

        // 13 · 1/3 = 4, 13 · 2/3 = 8
        assertEquals(new Flatness(5.5, 10), Flatness.of(samples));
    }

    @Test
    void should_refuse_to_judge_a_run_that_is_too_short() {
        assertThrows(BenchmarkException.class, () -> Flatness.of(samples(1, 2, 3)));
    }

    @Test
    void should_say_what_it_compared() {
        assertEquals(
                "NOT flat: the median RSS is 200.0 MB in the second third of the run and 220.0 MB"
                        + " in the last, +10.0 %; 3 % are allowed.",
                new Flatness(200, 220).verdict());
    }

    private static List<Double> samples(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }
}
