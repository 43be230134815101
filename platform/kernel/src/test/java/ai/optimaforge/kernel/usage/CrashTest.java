// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A process that dies at the worst moment. What it leaves is what stands on the disk then: a
/// copy of its data, taken at that moment, begins where it ended.
class CrashTest {
    @TempDir Path directory;

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

    private Path data() {
        return directory.resolve("data");
    }

    /// The data as they stand now, as a kill leaves them.
    private Path killed() {
        Path copy = directory.resolve("killed");
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(data().relativize(file)));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void should_count_all_when_killed_before_anything_is_written() throws IOException {
        store.goAway();
        Path killed;
        try (Node node = new Node(data(), store)) {
            node.record(Calls.by("alice"), Calls.by("bob"));
            killed = killed();
        }
        store.comeBack();
        try (Node node = new Node(killed, store)) {
            node.total(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void should_count_once_when_killed_while_a_batch_is_written(boolean arrives) throws Exception {
        AtomicInteger batches = new AtomicInteger();
        CountDownLatch dead = new CountDownLatch(1);
        try (Node node = new Node(data(), store)) {
            node.record(Calls.by("alice"));
            node.total(1);
            store.onBulk(
                    writes -> {
                        if (batches.incrementAndGet() > 1) {
                            return FaultyCollection.away(writes);
                        }
                        Future<Void> end = arrives ? store.take(writes) : Future.succeededFuture();
                        return end.onComplete(
                                taken -> {
                                    node.record(Calls.by("bob"));
                                    killed();
                                    dead.countDown();
                                });
                    });
            node.record(Calls.by("alice"));
            dead.await();
        }
        store.comeBack();
        try (Node node = new Node(directory.resolve("killed"), store)) {
            node.total(3);
        }
    }

    @Test
    void should_count_once_when_the_same_data_begin_twice() throws IOException {
        store.onBulk(writes -> store.take(writes).compose(taken -> FaultyCollection.away(writes)));
        try (Node node = new Node(data(), store)) {
            node.record(Calls.by("alice"), Calls.by("bob"));
            node.until(() -> node.metric("forge_usage_batch_failures") > 0);
        }
        store.comeBack();
        Path killed = killed();
        for (Path data : List.of(data(), killed)) {
            try (Node node = new Node(data, store)) {
                node.total(2);
            }
        }
    }

    @Test
    void should_leave_nothing_behind_when_it_ends_well() throws IOException {
        try (Node node = new Node(data(), store)) {
            node.record(Calls.by("alice"));
        }
        assertEquals(List.of("lock"), files());
        try (Node node = new Node(data(), store)) {
            node.total(1);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(data().resolve("usage"))) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    /// @param offset in the third of three records: in its length, its checksum or itself
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 100})
    void should_count_those_before_when_a_record_is_torn(int offset) throws IOException {
        Path segment = killedWithThreeCalls().resolve("usage/calls-000000000001.journal");
        try (FileChannel channel =
                FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
            channel.read(length, Segment.BEGIN);
            int apart = 8 + ((length.getInt(0) + 7) & -8);
            channel.write(
                    ByteBuffer.wrap(new byte[] {99, 99, 99, 99}),
                    Segment.BEGIN + 2 * apart + offset);
        }
        try (Node node = new Node(directory.resolve("killed"), store)) {
            node.record(Calls.by("bob"));
            node.total(3);
            assertEquals(1, node.metric("forge_usage_segments_damaged"));
        }
    }

    /// Data that have the calls in the journal alone.
    private Path killedWithThreeCalls() throws IOException {
        store.goAway();
        try (Node node = new Node(data(), store)) {
            node.record(Calls.by("alice"), Calls.by("alice"), Calls.by("alice"));
            Path killed = killed();
            Files.deleteIfExists(killed.resolve("usage/checkpoint"));
            return killed;
        } finally {
            store.comeBack();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "torn", "00000000{\"format\":1}"})
    void should_go_on_and_keep_the_file_when_the_checkpoint_is_damaged(String content)
            throws IOException {
        Path usage = Files.createDirectories(data().resolve("usage"));
        Files.writeString(usage.resolve("checkpoint"), content);
        try (Node node = new Node(data(), store)) {
            node.record(Calls.by("alice"));
            node.total(1);
        }
        assertEquals(List.of("checkpoint.damaged", "lock"), files());
    }

    @Test
    void should_refuse_to_open_when_a_file_is_not_ours() throws IOException {
        Path usage = Files.createDirectories(data().resolve("usage"));
        Path foreign = usage.resolve("calls-000000000001.journal");
        Files.writeString(foreign, "something else");
        IOException refusal =
                assertThrows(IOException.class, () -> new Node(data(), store).close());
        assertTrue(
                String.valueOf(refusal.getMessage()).contains(foreign.toString()),
                refusal.getMessage());
        assertEquals("something else", Files.readString(foreign));
    }

    @Test
    void should_begin_when_a_segment_was_being_made() throws IOException {
        Path usage = Files.createDirectories(data().resolve("usage"));
        Files.write(usage.resolve("calls-000000000001.journal"), new byte[1_000]);
        Files.write(usage.resolve("calls-000000000002.journal"), new byte[0]);
        try (Node node = new Node(data(), store)) {
            node.record(Calls.by("alice"));
            node.total(1);
        }
        assertEquals(List.of("lock"), files());
    }

    @Test
    void should_refuse_the_second_when_two_begin_with_the_same_data() throws IOException {
        try (Node node = new Node(data(), store)) {
            IOException refusal =
                    assertThrows(IOException.class, () -> new Node(data(), store).close());
            assertTrue(String.valueOf(refusal.getMessage()).endsWith("is used by another process"));
            node.record(Calls.by("alice"));
            node.total(1);
        }
    }

    @Test
    void should_lose_the_call_and_say_so_when_it_comes_after_the_end() throws IOException {
        Node node = new Node(data(), store);
        node.close();
        node.record(Calls.by("alice"));
        assertEquals(1, node.metric("forge_usage_records_lost"));
        assertFalse(Files.exists(data().resolve("usage/checkpoint")));
    }
}
