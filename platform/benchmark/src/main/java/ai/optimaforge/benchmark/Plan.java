// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.time.Duration;
import java.util.List;

/// How long and how often is measured.
///
/// @param warmUp load before the first measurement, for each gateway
/// @param rounds how often each target is measured, in turn with the others
/// @param run how long one measurement of whole calls takes
/// @param streams how many streams at once are tried on one core each
/// @param streamRounds how often
/// @param departures how many clients leave early
/// @param starts how often a gateway is started
record Plan(
        Duration warmUp,
        int rounds,
        Duration run,
        List<Integer> streams,
        int streamRounds,
        int departures,
        int starts) {
    /// What a report should come from. A machine is slower for some seconds now and then: many
    /// short rounds tell contenders apart, which few long ones meet in turn with that.
    static final Plan FULL =
            new Plan(
                    Duration.ofSeconds(32),
                    13,
                    Duration.ofSeconds(2),
                    List.of(128, 256, 512),
                    5,
                    20,
                    5);

    /// A look that takes about three minutes; the figures are rough.
    static final Plan QUICK =
            new Plan(
                    Duration.ofSeconds(9),
                    3,
                    Duration.ofSeconds(1),
                    List.of(128, 256, 512),
                    2,
                    5,
                    3);
}
