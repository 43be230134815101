// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.util.List;
import java.util.Locale;

/// Whether a quantity stays where it is over a long run: its median in the second third of the
/// run, and in the last. The first third is left out: code is still compiled, and the heap has its
/// size only once the old generation has been collected twice, which at 300 calls a second is
/// after 25 minutes.
///
/// @param before the median of the second third
/// @param after the median of the last third
record Flatness(double before, double after) {
    /// A run shorter than this has no thirds to speak of.
    static final int FEWEST_SAMPLES = 12;

    /// What a JVM takes moves by 2 % by chance, as bursts come; so 3 % is the least that says
    /// something. Of 200 MB it is 6 MB, in the 20 minutes between the middles of the two: in an
    /// hour at 300 calls a second, what leaks 17 bytes a call is found.
    private static final double LARGEST_GROWTH = 0.03;

    private static final int PARTS = 3;

    /// @param samples the quantity at equal intervals, from the start of the run to its end
    static Flatness of(List<Double> samples) {
        if (samples.size() < FEWEST_SAMPLES) {
            throw new BenchmarkException(
                    samples.size() + " samples are too few; it takes " + FEWEST_SAMPLES);
        }
        return new Flatness(median(samples, 1), median(samples, PARTS - 1));
    }

    private static double median(List<Double> samples, int part) {
        int from = samples.size() * part / PARTS;
        int to = samples.size() * (part + 1) / PARTS;
        return Samples.of(samples.subList(from, to)).median();
    }

    /// By how much it has grown, 0.05 being 5 %; negative where it shrank.
    double growth() {
        return after / before - 1;
    }

    /// Whether that is no more than chance.
    boolean isFlat() {
        return after <= before * (1 + LARGEST_GROWTH);
    }

    /// In words.
    String verdict() {
        return String.format(
                Locale.ROOT,
                "%s: the median RSS is %.1f MB in the second third of the run and %.1f MB in the"
                        + " last, %+.1f %%; %.0f %% are allowed.",
                isFlat() ? "Flat" : "NOT flat",
                before,
                after,
                100 * growth(),
                100 * LARGEST_GROWTH);
    }
}
