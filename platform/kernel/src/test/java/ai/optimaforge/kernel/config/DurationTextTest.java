// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

class DurationTextTest {
    enum Unit {
        MS("ms", ChronoUnit.MILLIS),
        S("s", ChronoUnit.SECONDS),
        MIN("min", ChronoUnit.MINUTES),
        H("h", ChronoUnit.HOURS),
        D("d", ChronoUnit.DAYS);

        private final String text;
        private final ChronoUnit unit;

        Unit(String text, ChronoUnit unit) {
            this.text = text;
            this.unit = unit;
        }
    }

    @Property
    void should_read_any_amount_when_it_has_a_unit(
            @ForAll @LongRange(min = 0, max = 100_000_000_000_000L) long amount,
            @ForAll Unit unit) {
        Duration expected = Duration.of(amount, unit.unit);

        assertEquals(expected, DurationText.parse(amount + " " + unit.text));
        assertEquals(expected, DurationText.parse(amount + unit.text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "7", "s", "-7 s", "7 sec", "7 S", "1.5 s", "99999999999999999999 s"})
    void should_refuse_when_the_text_is_no_duration(String text) {
        assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text));
    }
}
