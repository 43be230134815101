// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;
import ai.optimaforge.spi.store.Write;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

import org.h2.mvstore.MVStore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Whatever was written, and wherever in the journal the process died: what is there is what had
/// been acknowledged then.
class JournalPropertyTest {
    private static final int WRITES = 40;
    private static final int CUTS = 5;
    private static final List<String> IDS = List.of("a", "b", "c", "d", "e");

    /// What is there once the record of this number has been written: a commit, which may come at
    /// any moment, has no number.
    private final TreeMap<Long, List<StoredDocument>> states = new TreeMap<>();

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void should_be_as_acknowledged_when_killed_at_any_record(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path directory = Files.createTempDirectory("forge-journal");
        try {
            Path killed = write(directory.resolve("data"), random);
            long size = Files.size(JournaledStore.journal(killed));
            for (int i = 0; i < CUTS; i++) {
                check(
                        killed,
                        Journal.FILE_HEADER
                                + random.nextLong(Math.max(1, size - Journal.FILE_HEADER + 1)));
            }
        } finally {
            delete(directory);
        }
    }

    private Path write(Path data, Random random) throws IOException {
        states.clear();
        states.put(0L, List.of());
        try (JournaledStore store = new JournaledStore(data)) {
            for (int i = 0; i < WRITES; i++) {
                try {
                    await(written(store, random));
                } catch (ForgeException _) {
                    // a conflict is an outcome, too
                }
                states.put(lastRecord(JournaledStore.journal(data)), store.all());
            }
            return store.killed();
        }
    }

    /// The number of the last record that follows without a gap from the first one.
    private static long lastRecord(Path journal) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(journal));
        long last = 0;
        int at = Journal.FILE_HEADER;
        while (at + Journal.RECORD_HEADER <= bytes.capacity()
                && bytes.getInt(at) == Journal.RECORD_MARK
                && (last == 0 || bytes.getLong(at + 8) == last + 1)
                && at + Journal.RECORD_HEADER + bytes.getInt(at + 4) <= bytes.capacity()) {
            last = bytes.getLong(at + 8);
            at += Journal.RECORD_HEADER + bytes.getInt(at + 4);
        }
        return last;
    }

    private static long lastCommitted(Path data) {
        try (MVStore store =
                new MVStore.Builder()
                        .fileName(JournaledStore.file(data).toString())
                        .readOnly()
                        .open()) {
            return StoreFile.journaled(store);
        }
    }

    private static Future<?> written(JournaledStore store, Random random) {
        DocumentCollection things = store.things();
        String id = IDS.get(random.nextInt(IDS.size()));
        JsonObject body = RandomJson.object(random).put("name", random.nextInt(8));
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> things.insert(id, body);
            case 4, 5, 6 -> things.put(id, body);
            case 7, 8 -> things.update(id, Update.begin().push("list", random.nextInt(), 5));
            case 9, 10 -> things.upsert(id, Update.begin().increment("n", random.nextInt(9)));
            case 11, 12 -> things.updateAll(Filter.all(), Update.begin().set("x", body));
            case 13, 14 -> things.delete(id);
            case 15 -> things.deleteAll(Filter.lte("n", random.nextInt(9)));
            // with a deletion it would be two commands, and two records
            case 16, 17, 18 ->
                    things.bulk(
                            List.of(
                                    new Write.Put(id, body),
                                    new Write.Put("f", body),
                                    new Write.Upsert("g", Update.begin().increment("n", 1))));
            default -> store.collection(CollectionSpec.of("c" + random.nextInt(9))).put(id, body);
        };
    }

    private void check(Path killed, long at) throws IOException {
        Path cut = Files.createTempDirectory(killed.getParent(), "cut");
        Files.copy(JournaledStore.file(killed), JournaledStore.file(cut));
        byte[] journal = Files.readAllBytes(JournaledStore.journal(killed));
        Files.write(
                JournaledStore.journal(cut),
                Arrays.copyOf(journal, (int) Math.min(at, journal.length)));
        long last = Math.max(lastCommitted(cut), lastRecord(JournaledStore.journal(cut)));
        try (JournaledStore store = new JournaledStore(cut)) {
            assertEquals(states.floorEntry(last).getValue(), store.all(), "cut at " + at);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(
                            path -> {
                                try {
                                    Files.delete(path);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
