// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.time.Duration;

/// Makes whole calls as fast as they are answered, each connection one after the other.
interface Load {
    /// What a load generator saw.
    ///
    /// @param callsPerSecond calls answered with 200, a second
    /// @param p50 the median time of a call, in microseconds
    /// @param p99 the 99th percentile, in microseconds
    /// @param failures calls that were answered otherwise, or not at all
    record Result(double callsPerSecond, double p50, double p99, long failures) {}

    /// How the report names it.
    String name();

    /// Makes calls to `target` over so many connections for so long.
    ///
    /// @throws BenchmarkException if nothing could be measured
    Result run(Target target, ApiCall call, int connections, Duration duration);
}
