// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.admin.Usage;
import ai.optimaforge.spi.admin.Usage.Dimension;
import ai.optimaforge.spi.admin.Usage.Latency;
import ai.optimaforge.spi.admin.Usage.Row;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What is summed up, and how it is asked for.
class UsageTest {
    @TempDir Path data;

    private static EmbeddedStore embedded;
    private FaultyCollection store;
    private Node node;

    @BeforeAll
    static void openStore(@TempDir Path data) throws IOException {
        embedded = new EmbeddedStore(data);
    }

    @AfterAll
    static void closeStore() {
        embedded.close();
    }

    @BeforeEach
    void open() throws IOException {
        store = embedded.fresh();
        node = new Node(data, store);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void should_sum_up_when_calls_are_alike() {
        node.record(Calls.by("alice"), Calls.by("alice"), Calls.by("alice"));
        Row total = node.total(3);
        assertEquals(0, total.errors());
        assertEquals(300, total.inputTokens());
        assertEquals(60, total.outputTokens());
        assertEquals(30, total.cachedTokens());
        assertEquals(Optional.of(0.75), total.costUsd());
        assertEquals(Map.of(), total.group());
    }

    @Test
    void should_keep_one_row_an_hour_when_calls_come_one_by_one() {
        for (int i = 1; i <= 20; i++) {
            node.record(Calls.by("alice"));
            node.total(i);
        }
        // the hour's and the day's
        assertEquals(2, store.size());
    }

    @Test
    void should_have_nothing_when_nobody_called() {
        assertEquals(List.of(), node.rows());
        assertEquals(List.of(), node.rows(Dimension.MODEL));
        assertEquals(0, Node.await(node.room.requestsToday()));
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "304, 0", "400, 1", "429, 1", "499, 1", "502, 1"})
    void should_count_an_error_when_the_status_says_so(int status, int errors) {
        node.record(Calls.ended(status));
        Row total = node.total(1);
        assertEquals(errors, total.errors());
        assertEquals(errors == 0, total.latency().isPresent());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void should_know_no_cost_when_no_call_has_a_price(double none) {
        node.record(Calls.costing(none));
        assertEquals(Optional.empty(), node.total(1).costUsd());
        node.record(Calls.costing(0.0));
        assertEquals(Optional.of(0.0), node.total(2).costUsd());
        node.record(Calls.costing(0.5), Calls.costing(none));
        assertEquals(Optional.of(0.5), node.total(4).costUsd());
    }

    @Test
    void should_be_within_a_tenth_when_percentiles_are_compared_with_all_latencies() {
        Random random = new Random(4);
        long[] nanos =
                IntStream.range(0, 2_000)
                        .mapToLong(i -> (long) (5e6 * Math.exp(1.5 * random.nextGaussian())))
                        .toArray();
        for (long latency : nanos) {
            node.record(Calls.taking(Duration.ofNanos(latency)));
        }
        Latency latency = node.total(nanos.length).latency().orElseThrow();
        Arrays.sort(nanos);
        assertNear(nanos[999] / 1e6, latency.p50());
        assertNear(nanos[1_899] / 1e6, latency.p95());
        assertNear(nanos[1_979] / 1e6, latency.p99());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 999, 86_400_000})
    void should_be_within_a_tenth_when_there_is_one_latency(long millis) {
        node.record(Calls.taking(Duration.ofMillis(millis)));
        Latency latency = node.total(1).latency().orElseThrow();
        assertNear(Math.min((double) millis, 5.5 * 3_600_000), latency.p50());
        assertEquals(latency.p50(), latency.p99());
    }

    private static void assertNear(double expected, double actual) {
        assertTrue(
                actual > expected * 0.9 && actual < expected * 1.1,
                () -> actual + " is not near " + expected);
    }

    @ParameterizedTest
    @CsvSource({
        "MODEL, claude, gpt",
        "PROVIDER, anthropic, openai",
        "USER, alice, bob",
        "KEY, key_of_alice, key_of_bob",
        "DAY, 2026-11-25, 2026-11-26",
        "HOUR, 2026-11-25T14:00:00Z, 2026-11-26T00:00:00Z",
    })
    void should_have_a_row_a_value_when_grouped(Dimension dimension, String small, String great) {
        node.record(
                Calls.of("claude", "anthropic"),
                Calls.by("bob"),
                Calls.at(Instant.parse("2026-11-26T00:59:59.999Z")));
        node.total(3);
        List<Row> rows = node.rows(dimension);
        assertEquals(
                List.of(Map.of(dimension, small), Map.of(dimension, great)),
                rows.stream().map(Row::group).toList());
        assertEquals(3, rows.getFirst().requests() + rows.getLast().requests());
    }

    @Test
    void should_order_by_all_values_when_grouped_by_several() {
        node.record(Calls.of("b", "y"), Calls.of("a", "z"), Calls.of("b", "x"), Calls.of("a", "z"));
        node.total(4);
        List<Row> rows = node.rows(Dimension.MODEL, Dimension.PROVIDER);
        assertEquals(
                List.of("az2", "bx1", "by1"),
                rows.stream()
                        .map(
                                row ->
                                        row.group().get(Dimension.MODEL)
                                                + row.group().get(Dimension.PROVIDER)
                                                + row.requests())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 10, 100})
    void should_give_each_group_once_when_read_in_pages(int limit) {
        for (int i = 9; i >= 0; i--) {
            node.record(Calls.by("user" + i), Calls.by("user" + i));
        }
        node.total(20);
        List<String> users = new ArrayList<>();
        Optional<List<String>> after = Optional.empty();
        Listing<Row> page;
        do {
            page = node.page(limit, after, Dimension.USER);
            page.data().forEach(row -> users.add(row.group().get(Dimension.USER)));
            page.data().forEach(row -> assertEquals(2, row.requests()));
            after = Optional.of(List.of(users.getLast()));
        } while (page.hasMore());
        assertEquals(IntStream.range(0, 10).mapToObj(i -> "user" + i).toList(), users);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T14:00:00Z, 2026-11-25T15:00:00Z, 1",
        "2026-11-25T14:59:59Z, 2026-11-25T15:00:00Z, 1",
        "2026-11-25T14:00:00Z, 2026-11-25T15:00:01Z, 2",
        "2026-11-25T13:00:00Z, 2026-11-25T14:00:00Z, 0",
        "2026-11-25T15:00:00Z, 2026-11-25T15:00:00.000000001Z, 1",
        "-1000000000-01-01T00:00:00Z, +1000000000-12-31T23:59:59.999999999Z, 2",
    })
    void should_take_whole_hours_when_the_time_is_within_them(
            Instant from, Instant to, long requests) {
        node.record(Calls.at(Calls.TWO_O_CLOCK), Calls.at(Calls.TWO_O_CLOCK.plusSeconds(3_600)));
        node.total(2);
        var found =
                Node.await(
                        node.room
                                .usage()
                                .query(
                                        new Usage.Query(
                                                from, to, List.of(), 100, Optional.empty())));
        assertEquals(requests, found.data().stream().mapToLong(Row::requests).sum());
    }

    @Test
    void should_refuse_and_name_the_field_when_the_question_makes_no_sense() {
        Instant now = Calls.TWO_O_CLOCK;
        Instant later = now.plusSeconds(1);
        List<Dimension> models = List.of(Dimension.MODEL);
        assertRefused("to", new Usage.Query(now, now, models, 1, Optional.empty()));
        assertRefused("to", new Usage.Query(later, now, models, 1, Optional.empty()));
        assertRefused("limit", new Usage.Query(now, later, models, 0, Optional.empty()));
        assertRefused("limit", new Usage.Query(now, later, models, 10_001, Optional.empty()));
        assertRefused(
                "after", new Usage.Query(now, later, models, 1, Optional.of(List.of("a", "b"))));
        assertRefused(
                "group_by",
                new Usage.Query(
                        now,
                        later,
                        List.of(Dimension.MODEL, Dimension.MODEL),
                        1,
                        Optional.empty()));
    }

    private void assertRefused(String param, Usage.Query query) {
        var asked = node.room.usage().query(query);
        ForgeException refusal = assertThrows(ForgeException.class, () -> Node.await(asked));
        assertEquals(Optional.of(param), refusal.param());
        assertEquals(400, refusal.errorCode().status());
    }

    @Test
    void should_keep_texts_as_they_are_when_they_are_not_ascii() {
        node.record(Calls.of("modèle 模型 🜂", ""));
        node.total(1);
        assertEquals(
                Map.of(Dimension.MODEL, "modèle 模型 🜂", Dimension.PROVIDER, ""),
                node.rows(Dimension.MODEL, Dimension.PROVIDER).getFirst().group());
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "é", "模"})
    void should_keep_the_begin_of_a_text_when_it_is_long(String character) {
        node.record(Calls.of(character.repeat(10_000), character.repeat(10_000)));
        node.total(1);
        assertEquals(
                Map.of(Dimension.MODEL, character.repeat(256)),
                node.rows(Dimension.MODEL).getFirst().group());
    }

    @Test
    void should_count_todays_calls_when_there_are_others() {
        Instant now = Instant.now();
        node.record(Calls.at(now), Calls.at(now), Calls.at(now.minus(Duration.ofDays(1))));
        node.total(3);
        assertEquals(2, Node.await(node.room.requestsToday()));
    }

    @Test
    void should_add_up_when_two_nodes_count_the_same_at_the_same_time(@TempDir Path other)
            throws Exception {
        int calls = 500;
        try (Node second = new Node(other, store)) {
            List<Thread> threads =
                    Stream.of(node, second, node, second)
                            .map(each -> Thread.ofPlatform().start(() -> callOneByOne(each, calls)))
                            .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            second.until(() -> second.metric("forge_usage_lag_seconds") == 0);
            assertEquals(4L * calls * 100, node.total(4L * calls).inputTokens());
            assertEquals(1, node.rows(Dimension.USER).size());
        }
    }

    private static void callOneByOne(Node node, int calls) {
        for (int i = 0; i < calls; i++) {
            node.record(Calls.by("alice"));
        }
    }

    @Test
    void should_tell_in_metrics_when_calls_were_counted() {
        node.record(Calls.by("alice"), Calls.by("bob"));
        node.total(2);
        node.until(() -> node.metric("forge_usage_lag_seconds") == 0);
        assertEquals(2, node.metric("forge_usage_records"));
        assertEquals(0, node.metric("forge_usage_records_lost"));
        node.until(() -> node.metric("forge_usage_batches") >= 1);
        assertTrue(node.metric("forge_usage_journal_bytes") > 0);
        assertEquals(3, node.metric("forge_usage_rows"));
        assertFalse(node.room.isBehind());
    }
}
