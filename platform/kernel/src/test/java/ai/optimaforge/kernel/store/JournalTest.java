// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;
import static ai.optimaforge.kernel.store.Waiting.until;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Durability;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;
import ai.optimaforge.spi.store.Write;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What was acknowledged and is in no commit yet is in the journal.
class JournalTest {
    /// Where the first record begins.
    private static final int HEADER = 20;

    @TempDir private Path directory;

    private Path data;

    @BeforeEach
    void choose() {
        data = directory.resolve("data");
    }

    private static JsonObject named(String name) {
        return new JsonObject().put("name", name);
    }

    private String refusal(Path data) {
        String message =
                String.valueOf(
                        assertThrows(IOException.class, () -> new JournaledStore(data).close())
                                .getMessage());
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.contains(JournaledStore.journal(data).toString()), message);
        return message;
    }

    private static void overwrite(Path file, long at, int... bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            for (int b : bytes) {
                open.write(b);
            }
        }
    }

    private static void cut(Path file, long size) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(size);
        }
    }

    @Test
    void should_have_what_was_acknowledged_when_killed_between_append_and_commit()
            throws Exception {
        Path killed;
        List<StoredDocument> all;
        try (JournaledStore store = new JournaledStore(data)) {
            await(store.things().insert("a", named("a")));
            await(store.things().put("a", named("b").put("n", 1)));
            await(store.things().insert("c", named("c")));
            await(store.things().delete("c"));
            do {
                await(store.things().update("a", Update.begin().increment("n", 41)));
                failure(CommonError.RESOURCE_CONFLICT, store.things().insert("d", named("b")));
                killed = store.killed();
                // where the machine makes a pause, there is a commit
            } while (store.journaled() == HEADER);
            all = store.all();
        }

        assertEquals(1, all.getFirst().body().getInteger("n") % 41);
        try (JournaledStore store = new JournaledStore(killed)) {
            assertEquals(all, store.all());
            // the unique index came along
            failure(CommonError.RESOURCE_CONFLICT, store.things().insert("d", named("b")));
            await(store.things().insert("e", named("c")));
        }
    }

    @Test
    void should_have_what_was_acknowledged_when_it_did_not_wait_for_the_disk() throws Exception {
        CollectionSpec spec = CollectionSpec.of("often").withDurability(Durability.SYSTEM);
        Path killed;
        try (JournaledStore store = new JournaledStore(data)) {
            DocumentCollection often = store.collection(spec);
            await(often.insert("a", named("a")));
            await(often.insert("b", named("b")));
            await(often.bulk(List.of(new Write.Put("c", named("c")))));
            await(often.delete("a"));
            killed = store.killed();
        }

        try (JournaledStore store = new JournaledStore(killed)) {
            assertEquals(
                    List.of("b", "c"),
                    await(store.collection(spec).find(Query.where(Filter.all())))
                            .documents()
                            .stream()
                            .map(StoredDocument::id)
                            .toList());
        }
    }

    @Test
    void should_have_what_was_acknowledged_when_killed_again_and_again() throws Exception {
        Path at = data;
        for (int i = 0; i < 4; i++) {
            try (JournaledStore store = new JournaledStore(at)) {
                assertEquals(i, store.all().size());
                await(store.things().insert("id" + i, named("n" + i)));
                at = store.killed();
            }
        }
    }

    @Test
    void should_commit_and_leave_no_journal_when_it_is_closed() throws Exception {
        try (JournaledStore store = new JournaledStore(data)) {
            await(store.things().insert("a", named("a")));
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(JournaledStore.journal(data))));
        }

        assertFalse(Files.exists(JournaledStore.journal(data)));
        try (JournaledStore store = new JournaledStore(data)) {
            assertEquals(1, store.all().size());
        }
    }

    @Test
    void should_commit_when_there_is_a_pause() throws Exception {
        try (JournaledStore store = new JournaledStore(data)) {
            await(store.things().insert("a", named("a")));

            until(() -> store.journaled() == HEADER, Duration.ofSeconds(20));

            Path killed = store.killed();
            Files.delete(JournaledStore.journal(killed));
            try (JournaledStore again = new JournaledStore(killed)) {
                assertEquals(1, again.all().size());
            }
        }
    }

    @Test
    void should_lack_the_last_record_only_when_it_is_torn_anywhere() throws Exception {
        Path killed;
        long before;
        long after;
        try (JournaledStore store = new JournaledStore(data)) {
            await(store.things().insert("a", named("a")));
            await(store.things().insert("b", named("b")));
            before = store.journaled();
            await(store.things().insert("c", named("c")));
            after = store.journaled();
            killed = store.killed();
        }
        assertTrue(HEADER < before && before < after, HEADER + ", " + before + ", " + after);

        for (long size : new long[] {before, before + 1, before + 19, before + 25, after - 1}) {
            Path torn = Files.createDirectory(directory.resolve("torn" + size));
            Files.copy(JournaledStore.file(killed), JournaledStore.file(torn));
            Files.copy(JournaledStore.journal(killed), JournaledStore.journal(torn));
            cut(JournaledStore.journal(torn), size);
            try (JournaledStore store = new JournaledStore(torn)) {
                assertEquals(
                        List.of("a", "b"),
                        store.all().stream().map(StoredDocument::id).toList(),
                        "cut at " + size);
                await(store.things().insert("c", named("c")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 16, 20, 40})
    void should_refuse_the_start_when_a_record_in_the_midst_is_damaged(int at) throws Exception {
        Path killed;
        try (JournaledStore store = new JournaledStore(data)) {
            await(store.things().insert("a", named("a")));
            long second = store.journaled();
            await(store.things().insert("b", named("b")));
            await(store.things().insert("c", named("c")));
            killed = store.killed();
            overwrite(JournaledStore.journal(killed), second + at, 0x55, 0x66, 0x77);
        }

        assertTrue(refusal(killed).contains("damaged"), () -> refusal(killed));

        // the way back that the message names
        Files.delete(JournaledStore.journal(killed));
        new JournaledStore(killed).close();
    }

    @Test
    void should_refuse_the_start_when_the_journal_is_not_its_own() throws Exception {
        Path killed;
        try (JournaledStore store = new JournaledStore(data)) {
            await(store.things().insert("a", named("a")));
            killed = store.killed();
        }
        Path other = directory.resolve("other");
        new JournaledStore(other).close();
        Files.copy(JournaledStore.journal(killed), JournaledStore.journal(other));

        assertTrue(refusal(other).contains("another store's"), () -> refusal(other));
        Files.delete(JournaledStore.journal(other));
        new JournaledStore(other).close();
    }

    @Test
    void should_refuse_the_start_when_the_journal_is_newer_than_the_store() throws Exception {
        Path before;
        Path after;
        try (JournaledStore store = new JournaledStore(data)) {
            before = store.killed();
            await(store.things().insert("a", named("a")));
            await(store.things().insert("b", named("b")));
            await(store.collection(CollectionSpec.of("others")).put("x", new JsonObject()));
            await(store.things().insert("c", named("c")));
            after = store.killed();
        }
        Files.copy(
                JournaledStore.journal(after),
                JournaledStore.journal(before),
                StandardCopyOption.REPLACE_EXISTING);

        assertTrue(refusal(before).contains("begins later"), () -> refusal(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"head", "format", "size", "directory"})
    void should_refuse_the_start_when_the_journal_is_none(String flaw) throws Exception {
        Path killed;
        try (JournaledStore store = new JournaledStore(data)) {
            killed = store.killed();
        }
        Path journal = JournaledStore.journal(killed);
        switch (flaw) {
            case "head" -> overwrite(journal, 0, 'n', 'o', 'n', 'e');
            case "format" -> overwrite(journal, 11, 9);
            case "size" -> cut(journal, 5_000_000);
            default -> {
                Files.delete(journal);
                Files.createDirectory(journal);
            }
        }

        refusal(killed);
    }

    @Test
    void should_begin_anew_when_it_died_while_it_made_its_journal() throws Exception {
        Path killed;
        try (JournaledStore store = new JournaledStore(data)) {
            killed = store.killed();
        }
        cut(JournaledStore.journal(killed), 11);

        try (JournaledStore store = new JournaledStore(killed)) {
            await(store.things().insert("a", named("a")));
            killed = store.killed();
        }
        try (JournaledStore store = new JournaledStore(killed)) {
            assertEquals(1, store.all().size());
        }
    }

    @Test
    void should_not_do_twice_what_the_commit_has_when_killed_before_the_journal_begins_anew()
            throws Exception {
        Path before;
        Path after;
        try (JournaledStore store = new JournaledStore(data)) {
            await(store.things().put("a", named("a")));
            await(store.things().update("a", Update.begin().increment("n", 1)));
            before = store.killed();
            await(store.things().update("a", Update.begin().increment("n", 1)));
            // a new collection is what only a commit can tell
            await(store.collection(CollectionSpec.of("others")).put("x", new JsonObject()));
            after = store.killed();
        }
        Files.copy(
                JournaledStore.journal(before),
                JournaledStore.journal(after),
                StandardCopyOption.REPLACE_EXISTING);

        try (JournaledStore store = new JournaledStore(after)) {
            assertEquals(2, store.all().getFirst().body().getInteger("n"));
        }
    }

    @Test
    void should_commit_when_the_journal_is_full() throws Exception {
        Path killed;
        try (JournaledStore store = new JournaledStore(data)) {
            await(store.things().insert("first", named("first")));
            long commits = store.commits();
            String text = "x".repeat(100_000);
            for (int i = 0; i < 10; i++) {
                List<Future<StoredDocument>> inserts = new ArrayList<>();
                for (int j = 0; j < 10; j++) {
                    String id = "%d-%d".formatted(i, j);
                    inserts.add(store.things().insert(id, named(id).put("text", text)));
                }
                await(Future.all(inserts));
                assertTrue(Files.size(JournaledStore.journal(data)) <= Journal.MOST_BYTES);
            }
            assertTrue(store.commits() >= commits + 2, "no commit");
            killed = store.killed();
        }

        try (JournaledStore store = new JournaledStore(killed)) {
            assertEquals(101, await(store.things().count(Filter.all())));
        }
    }

    @Test
    void should_commit_at_once_when_a_write_is_larger_than_the_journal() throws Exception {
        Path killed;
        JsonObject large = named("large").put("text", "x".repeat(6_000_000));
        try (JournaledStore store = new JournaledStore(data)) {
            await(store.things().insert("a", named("a")));
            await(store.things().insert("large", large));
            killed = store.killed();
        }

        try (JournaledStore store = new JournaledStore(killed)) {
            assertEquals(large, await(store.things().get("large")).orElseThrow().body());
            assertEquals(2, store.all().size());
        }
    }

    @Test
    void should_stay_small_when_a_few_documents_change_again_and_again() throws Exception {
        try (JournaledStore store = new JournaledStore(data)) {
            for (int i = 0; i < 150; i++) {
                await(
                        store.things()
                                .bulk(
                                        IntStream.range(0, 100)
                                                .<Write>mapToObj(JournalTest::counted)
                                                .toList()));
            }
            assertEquals(150L, await(store.things().get("id7")).orElseThrow().body().getLong("n"));
        }

        try (Stream<Path> files = Files.list(data)) {
            long size = files.mapToLong(file -> file.toFile().length()).sum();
            assertTrue(size < 1024 * 1024, "the files have " + size + " bytes");
        }
    }

    private static Write counted(int i) {
        Update update = Update.begin().increment("n", 1).setOnInsert("name", "n" + i);
        return new Write.Upsert("id" + i, update);
    }
}
