// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What clients and upstreams saw of a fault.
///
/// @param errorsBefore calls that failed before a byte of their answers
/// @param errorsAfter streams that broke after their first byte
/// @param upstreamCalls the calls that came to each upstream, the one at fault first; a call that
/// found a closed port came to none
/// @param words how calls failed, and how often
record FaultRun(
        InjectedFault fault,
        long calls,
        long errorsBefore,
        long errorsAfter,
        List<Long> upstreamCalls,
        double p99Millis,
        Map<String, Long> words) {
    private static final double MOST_UPSTREAM_CALLS = 1.2;

    static FaultRun of(InjectedFault fault, FaultTally tally, List<Long> upstreamCalls) {
        return new FaultRun(
                fault,
                tally.calls(),
                tally.errorsBefore(),
                tally.errorsAfter(),
                upstreamCalls,
                tally.p99(),
                tally.words());
    }

    double amplification() {
        return (double) upstreamCalls.stream().mapToLong(Long::longValue).sum()
                / Math.max(1, calls);
    }

    boolean isGood() {
        return calls > 0 && errorsBefore == 0 && amplification() <= MOST_UPSTREAM_CALLS;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %.3f (%s) | %.0f ms |%n",
                fault.title(),
                calls,
                errorsBefore,
                errorsAfter,
                amplification(),
                upstreamCalls.stream().map(String::valueOf).collect(Collectors.joining(" + ")),
                p99Millis);
    }

    JsonObject json() {
        return new JsonObject()
                .put("fault", fault.name().toLowerCase(Locale.ROOT))
                .put("good", isGood())
                .put("calls", calls)
                .put("errors_before_first_byte", errorsBefore)
                .put("errors_after_first_byte", errorsAfter)
                .put("upstream_calls", upstreamCalls)
                .put("upstream_calls_per_call", amplification())
                .put("p99_ms", p99Millis)
                .put("errors", new JsonObject(Map.copyOf(words)));
    }
}
