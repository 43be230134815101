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

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /// What is there once the journal has been written so far.
    private final TreeMap<Long, List<StoredDocument>> states = new TreeMap<>();

    /// How many commits there were when the last state was noted: one may come at any moment.
    private long commits;

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void should_be_as_acknowledged_when_killed_at_any_record(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Path directory = Files.createTempDirectory("forge-journal");
        try {
            Path killed = write(directory.resolve("data"), random);
            for (int i = 0; i < CUTS; i++) {
                long from = states.firstKey();
                check(killed, from + random.nextLong(states.lastKey() - from + 1));
            }
        } finally {
            delete(directory);
        }
    }

    private Path write(Path data, Random random) throws IOException {
        try (JournaledStore store = new JournaledStore(data)) {
            states.clear();
            commits = store.commits();
            states.put(store.journaled(), List.of());
            for (int i = 0; i < WRITES; i++) {
                note(store, random);
            }
            Path killed = store.killed();
            // which may be after one more commit
            note(store);
            return killed;
        }
    }

    private void note(JournaledStore store, Random random) {
        try {
            await(written(store, random));
        } catch (ForgeException _) {
            // a conflict is an outcome, too
        }
        note(store);
    }

    /// A commit has all that was there before it, and maybe what was written last.
    private void note(JournaledStore store) {
        List<StoredDocument> now = store.all();
        long journaled = store.journaled();
        long commitsNow = store.commits();
        if (commitsNow != commits) {
            commits = commitsNow;
            List<StoredDocument> before = states.lastEntry().getValue();
            states.clear();
            states.put(20L, before);
        }
        states.put(journaled, now);
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
            case 16, 17, 18 ->
                    things.bulk(
                            List.of(
                                    new Write.Put(id, body),
                                    new Write.Put("f", body),
                                    new Write.Delete("a"),
                                    new Write.Upsert("g", Update.begin().increment("n", 1))));
            default -> store.collection(CollectionSpec.of("c" + random.nextInt(9))).put(id, body);
        };
    }

    private void check(Path killed, long at) throws IOException {
        Path cut = Files.createTempDirectory(killed.getParent(), "cut");
        Files.copy(JournaledStore.file(killed), JournaledStore.file(cut));
        Files.copy(JournaledStore.journal(killed), JournaledStore.journal(cut));
        try (RandomAccessFile journal =
                new RandomAccessFile(JournaledStore.journal(cut).toFile(), "rw")) {
            journal.setLength(at);
        }
        try (JournaledStore store = new JournaledStore(cut)) {
            assertEquals(states.floorEntry(at).getValue(), store.all(), "cut at " + at);
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
