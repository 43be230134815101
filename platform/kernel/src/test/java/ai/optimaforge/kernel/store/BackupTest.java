// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.Update;
import ai.optimaforge.spi.store.Write;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class BackupTest {
    private static final CollectionSpec USERS =
            CollectionSpec.of("users", Index.unique("name"), Index.expiry("end"));
    private static final int MANY = 450;

    @TempDir private Path place;

    private final Vertx vertx = Vertx.vertx();
    private final List<StoreRoom> rooms = new ArrayList<>();
    private StoreRoom from;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        from = room("from");
        file = place.resolve("backup.jsonl");
    }

    @AfterEach
    void close() {
        rooms.forEach(room -> await(room.close()));
        await(vertx.close());
    }

    private StoreRoom room(String name) throws IOException {
        StoreRoom room =
                StoreRoom.open(
                        StoreSettings.embedded(),
                        place.resolve(name),
                        vertx,
                        new SimpleMeterRegistry());
        rooms.add(room);
        return room;
    }

    private void fill() {
        Random random = new Random(7);
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            writes.add(new Write.Put("d" + i, RandomJson.object(random)));
        }
        await(from.store("a-plugin").collection(CollectionSpec.of("things")).bulk(writes));
        DocumentCollection users = from.store("kernel").collection(USERS);
        await(users.insert("u1", new JsonObject().put("name", "x").put("n", Long.MAX_VALUE)));
        await(users.update("u1", Update.begin().set("name", "ü\n€")));
    }

    private static void assertSame(StoreRoom one, StoreRoom other) {
        var ones = await(one.all());
        var others = await(other.all());
        assertEquals(ones.keySet(), others.keySet());
        ones.forEach(
                (name, collection) ->
                        assertEquals(
                                await(collection.find(everything())),
                                await(requireNonNull(others.get(name)).find(everything())),
                                name));
    }

    private static Query everything() {
        return Query.where(Filter.all()).limitedTo(Query.MAX_LIMIT);
    }

    @Test
    void should_have_all_documents_with_their_versions_when_restored_elsewhere() throws Exception {
        fill();

        assertEquals(MANY + 1, Backup.write(from, file).documents());
        StoreRoom to = room("to");
        assertEquals(MANY + 1, Backup.restore(to, file, false).documents());

        assertSame(from, to);
        DocumentCollection users = to.store("kernel").collection(USERS);
        assertEquals(2, await(users.get("u1")).orElseThrow().version());
        assertEquals(Long.MAX_VALUE, await(users.get("u1")).orElseThrow().body().getLong("n"));
    }

    @Test
    void should_be_for_its_owner_alone_and_leave_nothing_else_when_written() throws Exception {
        fill();
        Files.writeString(file, "an older one");
        Backup.write(from, file);

        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.exists(place.resolve("backup.jsonl.part")));
        List<String> lines = Files.readAllLines(file);
        assertEquals(MANY + 3, lines.size());
        assertEquals(
                new JsonObject().put("format", "forge-backup").put("version", 1),
                new JsonObject(lines.getFirst()));
        assertTrue(lines.getLast().startsWith("{\"documents\":451,\"sha256\":\""), lines.getLast());
    }

    @Test
    void should_restore_an_empty_store_when_there_was_nothing() throws Exception {
        assertEquals(0, Backup.write(from, file).documents());
        assertEquals(0, Backup.restore(room("to"), file, false).documents());
    }

    @Test
    void should_refuse_to_restore_when_the_store_is_not_empty() throws Exception {
        fill();
        Backup.write(from, file);
        StoreRoom to = room("to");
        DocumentCollection other = to.store("other").collection(CollectionSpec.of("things"));
        await(other.insert("mine", new JsonObject()));

        IOException refused =
                assertThrows(IOException.class, () -> Backup.restore(to, file, false));
        assertEquals(
                "the store is not empty: it has documents in other.things", refused.getMessage());
        assertEquals(1, await(to.all()).size());

        Backup.restore(to, file, true);
        assertSame(from, to);
    }

    @Test
    void should_put_nothing_into_the_store_when_a_backup_is_cut_anywhere() throws Exception {
        fill();
        Backup.write(from, file);
        byte[] whole = Files.readAllBytes(file);
        StoreRoom to = room("to");
        int lastLine = new String(whole, UTF_8).lastIndexOf("\n{\"documents\"") + 1;
        for (int length :
                new int[] {0, 1, 20, 100, whole.length / 2, lastLine - 1, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(IOException.class, () -> Backup.restore(to, file, true), "at " + length);
        }
        // between two lines, too
        Files.write(file, Arrays.copyOf(whole, indexOfLine(whole, 200)));
        damaged(to, "its end is missing");
        assertEquals(0, await(to.all()).size());
    }

    private static int indexOfLine(byte[] bytes, int line) {
        int at = 0;
        for (int seen = 0; seen < line; at++) {
            seen += bytes[at] == '\n' ? 1 : 0;
        }
        return at;
    }

    @Test
    void should_put_nothing_into_the_store_when_a_backup_was_changed() throws Exception {
        fill();
        Backup.write(from, file);
        String whole = Files.readString(file);
        StoreRoom to = room("to");

        Files.writeString(file, whole.replace("9223372036854775807", "9223372036854775806"));
        damaged(to, "it is not what was written");
        Files.writeString(file, whole.replaceFirst("\\n\\{\"collection\"[^\\n]*", ""));
        damaged(to, "it is not what was written");
        Files.writeString(file, whole + whole.lines().skip(1).findFirst().orElseThrow() + "\n");
        damaged(to, "a line is no document");
        assertEquals(0, await(to.all()).size());
    }

    private void damaged(StoreRoom to, String how) {
        IOException refused = assertThrows(IOException.class, () -> Backup.restore(to, file, true));
        assertEquals("the backup " + file + " is damaged: " + how, refused.getMessage());
    }

    @Test
    void should_refuse_to_restore_when_the_file_is_none_of_ours() throws Exception {
        Files.writeString(file, "{\"some\":\"json\"}\n");
        assertEquals(
                file + " is no backup",
                assertThrows(IOException.class, () -> Backup.restore(from, file, false))
                        .getMessage());
        Files.writeString(file, "{\"format\":\"forge-backup\",\"version\":2}\n");
        assertEquals(
                file + " is a backup of version 2, and this program reads 1",
                assertThrows(IOException.class, () -> Backup.restore(from, file, false))
                        .getMessage());
        assertThrows(
                NoSuchFileException.class,
                () -> Backup.restore(from, place.resolve("none"), false));
    }

    @Test
    void should_keep_the_old_backup_when_a_new_one_can_not_be_written() throws Exception {
        Backup.write(from, file);
        String old = Files.readString(file);
        await(from.close());

        assertThrows(IOException.class, () -> Backup.write(from, file));

        assertEquals(old, Files.readString(file));
    }
}
