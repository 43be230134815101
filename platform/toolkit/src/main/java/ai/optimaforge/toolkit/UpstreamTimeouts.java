// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How long an upstream may keep us waiting once it is connected.
///
/// @param firstByte from the request's last byte to the first byte of the answer's body
/// @param idle from one read of the answer to the next
public record UpstreamTimeouts(Duration firstByte, Duration idle) {
    /// Checks that both are positive.
    public UpstreamTimeouts {
        requirePositive(firstByte, "firstByte");
        requirePositive(idle, "idle");
    }

    private static void requirePositive(Duration duration, String name) {
        requireNonNull(duration, name + " is null");
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + duration);
        }
    }
}
