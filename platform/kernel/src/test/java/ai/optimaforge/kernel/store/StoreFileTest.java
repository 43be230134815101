// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Write;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/// What can be wrong with the file of the embedded store is known at the start, in one line.
class StoreFileTest {
    @TempDir private Path data;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private StoreRoom open() throws IOException {
        return StoreRoom.open(StoreSettings.embedded(), data, vertx, new SimpleMeterRegistry());
    }

    private String refusal() {
        String message = String.valueOf(assertThrows(IOException.class, this::open).getMessage());
        assertEquals(1, message.lines().count(), message);
        assertTrue(message.contains(data.resolve("store.mv").toString()), message);
        return message;
    }

    private void fill() throws IOException {
        StoreRoom room = open();
        Random random = new Random(2);
        byte[] noise = new byte[200];
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            random.nextBytes(noise);
            String text = HexFormat.of().formatHex(noise);
            writes.add(new Write.Put("d" + i, new JsonObject().put("text", text)));
        }
        await(things(room).bulk(writes));
        await(room.close());
    }

    private static DocumentCollection things(StoreRoom room) {
        return room.store("t").collection(CollectionSpec.of("things"));
    }

    @Test
    void should_have_what_was_written_when_opened_again() throws Exception {
        StoreRoom room = open();
        await(things(room).put("one", new JsonObject().put("a.b", 1)));
        await(room.close());

        StoreRoom again = open();
        assertEquals(
                new JsonObject().put("a.b", 1),
                await(things(again).get("one")).orElseThrow().body());
        await(again.close());
    }

    @Test
    void should_have_and_find_all_when_the_file_is_of_the_first_format() throws Exception {
        Files.createDirectories(data);
        try (InputStream first = getClass().getResourceAsStream("format-1.mv.gz")) {
            Files.copy(new GZIPInputStream(first), data.resolve("store.mv"));
        }
        Path at = data;
        for (int start = 0; start < 3; start++) {
            try (JournaledStore store = new JournaledStore(at)) {
                DocumentCollection old = store.things();
                assertEquals(60 + start, store.all().size());
                for (int i = 0; i < 60; i++) {
                    Object name = i % 2 == 0 ? "n" + i : (Object) i;
                    StoredDocument found = await(old.get("id" + i)).orElseThrow();
                    assertEquals(i, found.body().getJsonObject("in").getInteger("a"));
                    assertEquals(
                            List.of(found),
                            await(old.find(Query.where(Filter.eq("name", name)))).documents());
                    failure(
                            CommonError.RESOURCE_CONFLICT,
                            old.insert("other", new JsonObject().put("name", name)));
                }
                for (int i = 0; i < start; i++) {
                    failure(
                            CommonError.RESOURCE_CONFLICT,
                            old.insert("other", new JsonObject().put("name", "new" + i)));
                }
                await(old.insert("new" + start, new JsonObject().put("name", "new" + start)));
                at = store.killed();
            }
        }
    }

    @Test
    void should_be_for_its_owner_alone_when_it_is_made() throws Exception {
        await(open().close());

        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(data.resolve("store.mv"))));
    }

    @Test
    void should_refuse_a_second_start_when_the_first_still_runs() throws Exception {
        StoreRoom room = open();

        assertTrue(refusal().contains("another platform runs on this data directory"));

        await(things(room).put("one", new JsonObject()));
        await(room.close());
        await(open().close());
    }

    @Test
    void should_refuse_the_start_when_the_file_is_no_store() throws Exception {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        Files.write(data.resolve("store.mv"), noise);

        assertTrue(refusal().contains("damaged"), this::refusal);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 50, 95})
    void should_refuse_the_start_when_the_file_was_cut(int percent) throws Exception {
        fill();
        Path file = data.resolve("store.mv");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length * percent / 100));

        assertTrue(refusal().contains("damaged"), this::refusal);
    }

    @Test
    void should_refuse_the_start_when_the_catalogue_can_not_be_read() throws Exception {
        fill();
        Path file = data.resolve("store.mv");
        byte[] whole = Files.readAllBytes(file);
        // all but the header and the end, by which the file is recognized
        Arrays.fill(whole, 16_384, whole.length - 8_192, (byte) 7);
        Files.write(file, whole);

        refusal();
        // and it is not held on to
        assertTrue(Files.deleteIfExists(file));
        await(open().close());
    }

    @Test
    void should_refuse_the_start_when_a_directory_is_in_the_way() throws Exception {
        Files.createDirectory(data.resolve("store.mv"));

        refusal();
    }

    @Test
    void should_refuse_the_start_when_the_data_directory_can_not_be_made() throws Exception {
        data = Files.writeString(data.resolve("file"), "in the way");

        assertTrue(refusal().contains("can't be made"), this::refusal);
    }
}
