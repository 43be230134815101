// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import static java.util.Locale.ROOT;

/// Hashes the character trigrams of a text into a vector of length 1, each with a sign, so that
/// texts that share many trigrams are near (feature hashing, Weinberger et al. 2009).
final class TrigramVector {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private TrigramVector() {}

    static float[] of(String text, int dimensions) {
        String padded = "  " + text.strip().toLowerCase(ROOT).replaceAll("\\s+", " ") + "  ";
        double[] sums = new double[dimensions];
        for (int i = 0; i + 3 <= padded.length(); i++) {
            long hash = hash(padded.charAt(i), padded.charAt(i + 1), padded.charAt(i + 2));
            sums[(int) Long.remainderUnsigned(hash >>> 1, dimensions)] += (hash & 1) == 0 ? 1 : -1;
        }
        return normalized(sums);
    }

    /// The finalizer of SplitMix64 over the 48 bits of three characters.
    private static long hash(char first, char second, char third) {
        long z = ((long) first << 32 | (long) second << 16 | third) * MULTIPLIER;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private static float[] normalized(double[] sums) {
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        float[] vector = new float[sums.length];
        if (squares == 0) {
            // all has cancelled out; a vector of length 1 it must be nevertheless
            vector[0] = 1;
            return vector;
        }
        for (int i = 0; i < sums.length; i++) {
            vector[i] = (float) (sums[i] / Math.sqrt(squares));
        }
        return vector;
    }
}
