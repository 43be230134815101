// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// A rating moves by surprise, fades, and has bounds.
class EloTest {
    private static final long NOW = 1_700_000_000_000L;

    @Test
    void should_move_by_half_of_k_when_nothing_was_known() {
        assertEquals(16, Elo.NONE.after(1, NOW).points(), 1e-9);
        assertEquals(-16, Elo.NONE.after(-1, NOW).points(), 1e-9);
        assertEquals(0, Elo.NONE.after(0, NOW).points(), 1e-9);
    }

    @Test
    void should_move_less_when_the_result_was_expected() {
        Elo good = new Elo(200, NOW);
        double up = good.after(1, NOW).points() - 200;
        double down = 200 - good.after(-1, NOW).points();
        assertTrue(up > 0 && up < down, up + " " + down);
    }

    @Test
    void should_stay_within_its_bounds_whatever_a_crowd_says() {
        Elo rating = Elo.NONE;
        Elo other = Elo.NONE;
        for (int i = 0; i < 100_000; i++) {
            rating = rating.after(1, NOW);
            other = other.after(-1, NOW);
        }
        assertTrue(rating.points() <= 400 && rating.points() > 300, rating::toString);
        assertTrue(other.points() >= -400 && other.points() < -300, other::toString);
        assertTrue(rating.qualityAt(NOW) <= 0.2);
    }

    @Test
    void should_fade_by_half_in_thirty_days() {
        Elo rating = new Elo(100, NOW);
        long later = NOW + Duration.ofDays(30).toMillis();
        assertEquals(50, rating.pointsAt(later), 1e-9);
        assertEquals(25, rating.pointsAt(later + Duration.ofDays(30).toMillis()), 1e-9);
        assertEquals(100, rating.pointsAt(NOW - 5), 1e-9);
        assertEquals(0.025, rating.qualityAt(later), 1e-9);
    }
}
