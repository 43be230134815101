// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.Usage.Dimension;
import ai.optimaforge.spi.admin.Usage.Row;
import ai.optimaforge.spi.store.Write;

import io.vertx.core.Promise;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A store that does not take what it is given, or does so late, in part or without saying.
class StoreAwayTest {
    private static final double JOURNAL_LIMIT = 1024 * 1024;

    @TempDir Path data;

    private static EmbeddedStore embedded;
    private FaultyCollection store;

    @BeforeAll
    static void openStore(@TempDir Path data) throws IOException {
        embedded = new EmbeddedStore(data);
    }

    @AfterAll
    static void closeStore() {
        embedded.close();
    }

    @BeforeEach
    void useFreshCollection() {
        store = embedded.fresh();
    }

    @Test
    void should_catch_up_when_the_store_comes_back() throws IOException {
        try (Node node = new Node(data, store)) {
            node.record(Calls.by("alice"));
            node.total(1);
            store.goAway();
            node.record(Calls.by("alice"), Calls.by("bob"));
            node.until(node.room::isBehind);
            assertEquals(
                    "usage can't be written: The store is away.",
                    node.room.problem().orElseThrow());
            node.record(Calls.by("alice"), Calls.by("carol"));
            node.until(() -> node.metric("forge_usage_batch_failures") > 2);
            assertTrue(node.metric("forge_usage_lag_seconds") > 0);
            store.comeBack();
            node.total(5);
            node.until(() -> !node.room.isBehind());
            assertEquals(
                    List.of(3L, 1L, 1L),
                    node.rows(Dimension.USER).stream().map(Row::requests).toList());
        }
    }

    @Test
    void should_count_once_when_the_store_took_what_it_says_it_did_not() throws IOException {
        try (Node node = new Node(data, store)) {
            store.onBulk(
                    writes -> store.take(writes).compose(taken -> FaultyCollection.away(writes)));
            node.record(Calls.by("alice"));
            node.until(() -> node.metric("forge_usage_batch_failures") > 1);
            node.record(Calls.by("alice"));
            node.until(() -> node.metric("forge_usage_batch_failures") > 3);
            store.comeBack();
            node.total(2);
        }
    }

    @Test
    void should_count_once_when_a_failed_write_comes_after_its_successors() throws IOException {
        ConcurrentLinkedQueue<List<Write>> late = new ConcurrentLinkedQueue<>();
        try (Node node = new Node(data, store)) {
            node.record(Calls.by("alice"));
            node.total(1);
            store.onBulk(
                    writes -> {
                        late.add(List.copyOf(writes));
                        return FaultyCollection.away(writes);
                    });
            node.record(Calls.by("alice"));
            node.until(() -> late.size() > 1);
            store.comeBack();
            node.record(Calls.by("alice"));
            node.total(3);
            late.forEach(writes -> Node.await(store.take(writes)));
            assertEquals(3, node.requests());
            node.record(Calls.by("alice"));
            node.total(4);
        }
    }

    @Test
    void should_count_once_when_a_part_of_a_batch_was_taken() throws IOException {
        int users = 1_200;
        try (Node node = new Node(data, store)) {
            List<Integer> sizes = new ArrayList<>();
            store.onBulk(
                    writes -> {
                        sizes.add(writes.size());
                        return sizes.size() % 2 == 0
                                ? FaultyCollection.away(writes)
                                : store.take(writes);
                    });
            for (int i = 0; i < users; i++) {
                node.record(Calls.by("user" + i));
            }
            node.total(users);
        }
        assertEquals(users, new Reopened(data, store).requests());
    }

    @Test
    void should_leave_it_to_the_next_start_when_the_store_is_away_at_the_end() throws IOException {
        try (Node node = new Node(data, store)) {
            node.record(Calls.by("alice"));
            node.total(1);
            store.goAway();
            node.record(Calls.by("alice"), Calls.by("bob"));
        }
        try (Node node = new Node(data, store)) {
            node.record(Calls.by("alice"));
            node.until(node.room::isBehind);
        }
        assertEquals(1, new Reopened(data, store).requests());
        store.comeBack();
        try (Node node = new Node(data, store)) {
            node.total(4);
        }
    }

    @Test
    void should_keep_every_user_apart_when_few_rows_fit_but_the_store_takes_them()
            throws IOException {
        try (Node node = new Node(data, store, 3)) {
            for (int i = 0; i < 100; i++) {
                node.record(Calls.by("user" + i % 50));
            }
            node.total(100);
            assertEquals(50, node.rows(Dimension.USER).size());
            assertEquals(0, node.metric("forge_usage_details_lost"));
        }
    }

    @Test
    void should_keep_details_in_the_journal_when_no_more_rows_fit() throws IOException {
        store.goAway();
        try (Node node = new Node(data, store, 10)) {
            for (int i = 0; i < 100; i++) {
                node.record(Calls.by("user" + i));
            }
            node.until(() -> node.metric("forge_usage_batch_failures") > 2);
            store.comeBack();
            node.total(100);
            assertEquals(100, node.rows(Dimension.USER).size());
        }
    }

    @Test
    void should_keep_the_sum_and_say_what_is_lost_when_the_journal_is_full_too()
            throws IOException {
        store.goAway();
        try (Node node = new Node(data, store, 10)) {
            int calls = 0;
            while (node.metric("forge_usage_details_lost") == 0) {
                node.record(Calls.by("user" + calls % 50));
                calls++;
                if (node.metric("forge_usage_journal_bytes") >= JOURNAL_LIMIT) {
                    node.until(() -> node.metric("forge_usage_details_lost") > 0);
                }
            }
            assertEquals(0, node.metric("forge_usage_records_lost"));
            assertTrue(node.room.isBehind());
            store.comeBack();
            Row total = node.total(calls);
            assertEquals(calls * 100L, total.inputTokens());
            List<Row> users = node.rows(Dimension.USER);
            assertEquals(Map.of(Dimension.USER, "(other)"), users.getFirst().group());
            assertEquals(
                    (long) node.metric("forge_usage_details_lost"), users.getFirst().requests());
            assertEquals(1 + 50, users.size());
        }
    }

    @Test
    void should_count_what_it_loses_when_nothing_is_summed_up_any_more() throws IOException {
        Promise<Void> stuck = Promise.promise();
        store.onBulk(writes -> stuck.future().compose(free -> store.take(writes)));
        try (Node node = new Node(data, store)) {
            node.record(Calls.by("alice"));
            node.until(() -> node.metric("forge_usage_rows") == 2);
            int calls = 1;
            while (node.metric("forge_usage_records_lost") == 0) {
                node.record(Calls.by("alice"));
                calls++;
            }
            store.comeBack();
            stuck.complete();
            node.total(calls - 1);
            node.until(() -> !node.room.isBehind());
        }
    }

    @Test
    void should_fail_as_the_store_does_when_it_can_not_be_read() throws IOException {
        store.hide();
        try (Node node = new Node(data, store)) {
            assertThrows(ForgeException.class, node::rows);
            var today = node.room.requestsToday();
            assertThrows(ForgeException.class, () -> Node.await(today));
            assertFalse(node.room.isBehind());
        }
    }

    /// Looks into the store, and leaves the data alone.
    private record Reopened(Path data, FaultyCollection store) {
        long requests() throws IOException {
            try (Node node = new Node(data.resolve("elsewhere"), store)) {
                return node.requests();
            }
        }
    }
}
