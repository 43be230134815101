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

import io.vertx.core.buffer.Buffer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;

class SoakTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FastUpstream upstream =
            FastUpstream.start(new Shape(100, 20, Duration.ofMillis(2)));
    private final Network network = new Network();

    @AfterEach
    void close() {
        network.close();
        upstream.close();
    }

    @Test
    void should_answer_calls_of_every_kind_when_the_target_does() {
        Target target = target(upstream.baseUrl());
        List<SoakCall> calls =
                List.of(
                        call("small", ChatCall.small(), target, false),
                        call("large", ChatCall.large(), target, false),
                        call("stream", ChatCall.streamed(), target, false),
                        call("left", ChatCall.streamed(), target, true));
        try (var load = SteadyLoad.start(network, target, calls, 200)) {
            await(() -> load.answered().size() == 4);

            assertEquals(Map.of(), load.wrong());
            assertEquals(0, load.notSent());
        }
        upstream.awaitAbort(PATIENCE);
    }

    @Test
    void should_count_an_answer_as_wrong_when_its_status_is_not_the_right_one() {
        try (var refusing = FakeUpstream.start()) {
            refusing.always(HttpReply.status(429));
            Target target = target(refusing.baseUrl());
            List<SoakCall> calls = List.of(call("small", ChatCall.small(), target, false));
            try (var load = SteadyLoad.start(network, target, calls, 100)) {
                await(() -> load.wrong().containsKey("small: status 429"));

                assertEquals(Map.of(), load.answered());
            }
        }
    }

    @Test
    void should_send_no_more_when_nothing_is_answered() {
        Target target = target(upstream.baseUrl());
        List<SoakCall> calls = List.of(call("stalled", ChatCall.stalled(), target, false));
        try (var load = SteadyLoad.start(network, target, calls, 20_000)) {
            await(() -> load.notSent() > 0);

            assertEquals(Map.of(), load.answered());
        }
    }

    @Test
    void should_call_in_a_mix_that_is_the_same_each_time() {
        Target target = target("http://127.0.0.1:1/v1");
        List<SoakCall> mix = SoakCall.mix(target, List.of("one", "two"), "spent");

        assertEquals(20, mix.size());
        assertEquals(mix, SoakCall.mix(target, List.of("one", "two"), "spent"));
        SoakCall broken =
                mix.stream()
                        .filter(call -> call.name().equals("not JSON"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(broken.request().toString().contains("\r\n\r\n[\"model\""));
    }

    @Test
    void should_read_the_heap_after_the_last_collection(@TempDir Path directory)
            throws IOException {
        var log = new CollectorLog(directory.resolve("gc.log"));
        assertThrows(BenchmarkException.class, log::usedAfterLast);

        Files.writeString(log.file(), "[0.005s] Using Serial\n");
        assertEquals(OptionalDouble.empty(), log.usedAfterLast());

        Files.writeString(
                log.file(),
                """
                [0.005s] Using Serial
                [0.761s] GC(0) Pause Young (Allocation Failure) 19M->5M(29M) 6.5ms
                [2.002s] GC(1) Pause Full (System.gc()) 25M->12M(29M) 20.0ms
                """);
        assertEquals(OptionalDouble.of(12), log.usedAfterLast());
    }

    @Test
    void should_sum_the_series_of_a_metric_that_have_a_label() {
        var scrape =
                new Scrape(
                        List.of(
                                "# HELP jvm_memory_used_bytes The amount",
                                "jvm_memory_used_bytes{area=\"heap\",id=\"Eden\"} 1048576.0",
                                "jvm_memory_used_bytes{area=\"heap\",id=\"Tenured\"} 2097152.0",
                                "jvm_memory_used_bytes{area=\"nonheap\",id=\"Metaspace\"} 7.0E7",
                                "jvm_memory_used_bytes_max{area=\"heap\"} 9.9E9"));

        assertEquals(3, scrape.megabytes("jvm_memory_used_bytes", "area=\"heap\""));
        assertEquals(0, scrape.megabytes("jvm_memory_used_bytes", "area=\"none\""));
    }

    @Test
    void should_show_each_tenth_of_the_run() {
        SoakReport report = report(200, Map.of());

        List<String> lines = report.markdown().lines().toList();
        assertEquals(
                "| 0–0 | 200.0 | 200.5 | 201.0 | 40 | 41 | 50.0 | 1.0 | 30 | 90 | 1000 |",
                lines.get(2));
        assertEquals(
                "| 3–3 | 200.0 | 200.5 | 201.0 | 40 | 41 | 50.0 | 1.0 | 30 | 90 | 1000 |",
                lines.get(11));
        assertTrue(report.markdown().contains("6000 small"), report::markdown);
        assertTrue(report.isGood());
        assertTrue(report.json().getBoolean("flat"));
        assertEquals(20, report.json().getJsonArray("samples").size());
    }

    @Test
    void should_not_be_good_when_calls_were_lost_though_memory_is_flat() {
        SoakReport report = report(200, Map.of("small: status 503", 7L));

        assertTrue(report.flatness().isFlat());
        assertFalse(report.isGood());
        assertTrue(report.markdown().contains("Otherwise: 7 small: status 503"));
    }

    private static SoakReport report(double resident, Map<String, Long> wrong) {
        List<SoakSample> samples = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            double rss = resident + i % 2;
            long calls = 1000L * i;
            samples.add(new SoakSample(10 * i, rss, 40 + i % 2, 50, 1, 30, 90, i, calls));
        }
        return new SoakReport(samples, Map.of("small", 6000L), wrong, 0);
    }

    private static SoakCall call(String name, ChatCall call, Target target, boolean leaves) {
        return new SoakCall(name, Buffer.buffer(call.request(target)), Set.of(200), leaves);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "nothing within " + PATIENCE);
            Pause.of(Duration.ofMillis(5));
        }
    }

    private static Target target(String baseUrl) {
        return new Target("direct", URI.create(baseUrl), "none", "fake");
    }
}
