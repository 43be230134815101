// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.spi.model.TokenUsage;

import java.time.Duration;
import java.time.Instant;

/// Calls to be counted.
final class Calls {
    static final Instant TWO_O_CLOCK = Instant.parse("2026-11-25T14:00:00Z");

    private Calls() {}

    static UsageRecord by(String user) {
        return call(TWO_O_CLOCK, user, "gpt", "openai", 200, 0.25, Duration.ofMillis(100));
    }

    static UsageRecord at(Instant time) {
        return call(time, "alice", "gpt", "openai", 200, 0.25, Duration.ofMillis(100));
    }

    static UsageRecord of(String model, String provider) {
        return call(TWO_O_CLOCK, "alice", model, provider, 200, 0.25, Duration.ofMillis(100));
    }

    static UsageRecord ended(int status) {
        return call(TWO_O_CLOCK, "alice", "gpt", "openai", status, 0.25, Duration.ofMillis(100));
    }

    static UsageRecord costing(double usd) {
        return call(TWO_O_CLOCK, "alice", "gpt", "openai", 200, usd, Duration.ofMillis(100));
    }

    static UsageRecord taking(Duration latency) {
        return call(TWO_O_CLOCK, "alice", "gpt", "openai", 200, 0.25, latency);
    }

    private static UsageRecord call(
            Instant time,
            String user,
            String model,
            String provider,
            int status,
            double costUsd,
            Duration latency) {
        return new UsageRecord(
                time.toEpochMilli(),
                "req_0123456789abcdef01234567",
                "createChatCompletion",
                "key_of_" + user,
                user,
                "acct_" + user,
                model,
                provider,
                "the only one",
                status,
                new TokenUsage(100, 20, 10, 0, 5),
                costUsd,
                latency.toNanos(),
                latency.toNanos() / 2,
                false);
    }
}
