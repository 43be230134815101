// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// Durations as operators write them: `250 ms`, `7 s`, `5 min`, `2 h`, `1 d`.
final class DurationText {
    private static final String EXPECTED =
            "must be a duration such as 250 ms, 7 s, 5 min, 2 h or 1 d";

    private DurationText() {}

    static Duration parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        ChronoUnit unit = unit(text.substring(digits).strip());
        try {
            return Duration.of(Long.parseLong(text, 0, digits, 10), unit);
        } catch (NumberFormatException | ArithmeticException _) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    private static ChronoUnit unit(String text) {
        return switch (text) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "min" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            case "d" -> ChronoUnit.DAYS;
            default -> throw new IllegalArgumentException(EXPECTED);
        };
    }
}
