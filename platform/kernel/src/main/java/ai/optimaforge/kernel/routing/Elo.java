// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

/// One rating, in points of Elo, and when it was given.
///
/// Arpad Elo's expectation of a result against an opponent of rating 0, who stands for what
/// callers expect, is `1 / (1 + 10^(-R/400))`; each result moves the rating by K times the
/// surprise. K is 32, as for players of whom little is known. The bound of 400 and the half-life
/// of thirty days are ours: neither a crowd nor an old model decides for ever.
///
/// @param points from -400 to 400
/// @param atMillis Unix time
record Elo(double points, long atMillis) {
    static final Elo NONE = new Elo(0, 0);

    private static final double MOST = 400;
    private static final double K = 32;
    private static final double SCALE = 400;
    private static final double HALF_LIFE_MILLIS = 30.0 * 24 * 3600 * 1000;
    // the bound moves the quality by a fifth
    private static final double POINTS_PER_QUALITY = 2_000;

    /// The points that are left of it.
    double pointsAt(long nowMillis) {
        return points * Math.pow(0.5, Math.max(0, nowMillis - atMillis) / HALF_LIFE_MILLIS);
    }

    /// What it adds to a quality from 0 to 1.
    double qualityAt(long nowMillis) {
        return points == 0 ? 0 : pointsAt(nowMillis) / POINTS_PER_QUALITY;
    }

    /// The rating after one more result.
    ///
    /// @param result from -1, useless, to 1, perfect
    Elo after(double result, long nowMillis) {
        double now = pointsAt(nowMillis);
        double expected = 1 / (1 + Math.pow(10, -now / SCALE));
        double moved = now + K * ((result + 1) / 2 - expected);
        return new Elo(Math.clamp(moved, -MOST, MOST), nowMillis);
    }
}
