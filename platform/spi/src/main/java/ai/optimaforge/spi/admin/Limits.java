// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// How much is allowed; what is empty is not limited by this.
///
/// @param requestsPerMinute calls in a minute of the clock
/// @param requestsPerDay calls in a day of UTC
/// @param tokensPerMinute tokens in and out in a minute of the clock
/// @param concurrent calls at the same time
/// @param usdPerDay money in a day of UTC, in US dollars
/// @param usdPerMonth money in a month of UTC, in US dollars
public record Limits(
        Optional<Long> requestsPerMinute,
        Optional<Long> requestsPerDay,
        Optional<Long> tokensPerMinute,
        Optional<Long> concurrent,
        Optional<Double> usdPerDay,
        Optional<Double> usdPerMonth) {
    /// No limit at all.
    public static final Limits NONE =
            new Limits(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    /// Checks that nothing is negative.
    public Limits {
        requireNotNegative("requestsPerMinute", requestsPerMinute);
        requireNotNegative("requestsPerDay", requestsPerDay);
        requireNotNegative("tokensPerMinute", tokensPerMinute);
        requireNotNegative("concurrent", concurrent);
        requireNotNegative("usdPerDay", usdPerDay);
        requireNotNegative("usdPerMonth", usdPerMonth);
    }

    private static void requireNotNegative(String name, Optional<? extends Number> value) {
        if (value.isPresent() && !(value.get().doubleValue() >= 0)) {
            throw new IllegalArgumentException(name + " must not be negative: " + value.get());
        }
    }

    /// Whether nothing is limited.
    public boolean isNone() {
        return equals(NONE);
    }

    /// Of each limit the narrower, of these and the other.
    public Limits narrowest(Limits other) {
        return new Limits(
                least(requestsPerMinute, other.requestsPerMinute),
                least(requestsPerDay, other.requestsPerDay),
                least(tokensPerMinute, other.tokensPerMinute),
                least(concurrent, other.concurrent),
                least(usdPerDay, other.usdPerDay),
                least(usdPerMonth, other.usdPerMonth));
    }

    private static <T extends Comparable<T>> Optional<T> least(Optional<T> a, Optional<T> b) {
        return Stream.of(a, b).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /// These limits, and where they say nothing, those of the other.
    public Limits or(Limits other) {
        return new Limits(
                requestsPerMinute.or(other::requestsPerMinute),
                requestsPerDay.or(other::requestsPerDay),
                tokensPerMinute.or(other::tokensPerMinute),
                concurrent.or(other::concurrent),
                usdPerDay.or(other::usdPerDay),
                usdPerMonth.or(other::usdPerMonth));
    }
}
