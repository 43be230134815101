// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream.fast;

import java.time.Duration;

/// What every answer of a [FastUpstream] looks like.
///
/// @param contentBytes the size of the text in a whole answer
/// @param deltas how many content chunks a stream has
/// @param apart the time between two of them, a millisecond at least
public record Shape(int contentBytes, int deltas, Duration apart) {
    /// Whole answers of about a kilobyte; streams of 64 deltas, 20 ms apart.
    public static final Shape DEFAULT = new Shape(512, 64, Duration.ofMillis(20));

    /// Checks the values.
    public Shape {
        if (contentBytes < 0 || deltas < 1 || apart.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "no upstream of " + contentBytes + " bytes, " + deltas + " deltas, " + apart);
        }
    }
}
