// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.fast.FastUpstream;
import ai.optimaforge.testing.upstream.fast.Shape;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

class MeasurementTest {
    private static final int DELTAS = 4;

    private final FastUpstream upstream =
            FastUpstream.start(new Shape(100, DELTAS, Duration.ofMillis(5)));
    private final Network network = new Network();
    private final Target direct = target(upstream.baseUrl());

    @AfterEach
    void close() {
        network.close();
        upstream.close();
    }

    @Test
    void should_count_whole_calls() {
        var load = new JavaLoad(network);
        Load.Result result = load.run(direct, ChatCall.large(), 2, Duration.ofMillis(200));

        assertTrue(result.callsPerSecond() > 0);
        assertTrue(result.p50() > 0 && result.p50() <= result.p99());
        assertEquals(0, result.failures());
    }

    @Test
    void should_find_streams_clean_when_every_frame_comes_in_time() {
        StreamLoad.Result result = new StreamLoad(network, DELTAS).run(direct, 20);

        assertEquals(20, result.clean(), result::toString);
        assertTrue(result.largestGap() > 0 && result.slowestFirst() > 0);
    }

    @Test
    void should_say_what_is_wrong_with_streams_when_frames_are_missing() {
        StreamLoad.Result result = new StreamLoad(network, DELTAS + 1).run(direct, 3);

        assertEquals(0, result.clean());
        assertEquals(Map.of("cut short", 3), result.faults());
    }

    @Test
    void should_measure_how_soon_the_upstream_knows_that_a_client_left() {
        var probe = new AbortProbe(upstream);

        assertTrue(probe.leaveStream(direct) >= 0);
        assertTrue(probe.leaveWhole(direct) >= 0);
    }

    @Test
    void should_count_calls_as_failed_when_they_are_refused() {
        try (var refusing = FakeUpstream.start()) {
            refusing.always(HttpReply.status(429));
            Target target = target(refusing.baseUrl());

            assertFalse(Calls.isServing(target));
            var load = new JavaLoad(network);
            assertThrows(
                    BenchmarkException.class,
                    () -> load.run(target, ChatCall.small(), 1, Duration.ofMillis(50)));
            StreamLoad.Result streams = new StreamLoad(network, DELTAS).run(target, 2);
            assertEquals(Map.of("status 429", 2), streams.faults());
        }
    }

    private static Target target(String baseUrl) {
        return new Target("direct", URI.create(baseUrl), "none", "fake");
    }
}
