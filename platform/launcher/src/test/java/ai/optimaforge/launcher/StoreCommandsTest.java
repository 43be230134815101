// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.kernel.store.StoreConfig;
import ai.optimaforge.kernel.store.StoreRoom;
import ai.optimaforge.kernel.telemetry.Metrics;
import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.spi.store.CollectionSpec;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The commands that are about the store, with stores as they are.
class StoreCommandsTest {
    private static final Duration SECONDS = Duration.ofSeconds(10);

    @TempDir private Path home;

    /// One run of a command.
    private final class Run {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        int execute(String line) {
            Terminal terminal =
                    new Terminal(
                            new PrintStream(out, true, UTF_8),
                            new PrintStream(err, true, UTF_8),
                            new Home(home),
                            Map.of());
            return Commands.line(terminal).execute(line.split(" ", -1));
        }

        String out() {
            return out.toString(UTF_8);
        }

        String err() {
            return err.toString(UTF_8);
        }
    }

    private String done(String line) {
        Run run = new Run();
        assertEquals(ExitCodes.DONE, run.execute(line), run.err());
        assertEquals("", run.err());
        return run.out();
    }

    private String refused(String line) {
        Run run = new Run();
        assertEquals(ExitCodes.REFUSED, run.execute(line), run.out());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        return run.err();
    }

    @Test
    void should_carry_all_documents_over_when_backed_up_from_a_server_and_restored_to_a_file()
            throws Exception {
        Run server = new Run();
        Thread thread =
                Thread.ofPlatform()
                        .start(() -> server.execute("store --port 0 --data " + home + "/server"));
        try {
            String uri = uri(server);
            insert(uri);
            String file = home + "/b.jsonl";
            String remote = "--set store.uri=" + uri;

            assertEquals(
                    "ok: 1 documents in " + file + "\n", done("backup " + file + " " + remote));
            assertEquals("ok: 1 documents from " + file + "\n", done("restore " + file));
            assertEquals(
                    "the store is not empty: it has documents in kernel.things\n",
                    refused("restore " + file));
            assertEquals("ok: 1 documents from " + file + "\n", done("restore --force " + file));
            done("backup " + home + "/again.jsonl");
            assertEquals(
                    Files.readString(home.resolve("b.jsonl")),
                    Files.readString(home.resolve("again.jsonl")));
        } finally {
            thread.interrupt();
            thread.join();
        }
    }

    private static String uri(Run server) throws InterruptedException {
        long deadline = System.nanoTime() + 2 * SECONDS.toNanos();
        while (server.out().lines().findFirst().isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertTrue(
                server.out().matches("ready mongodb://127\\.0\\.0\\.1:\\d+\n"),
                () -> server.out() + server.err());
        return server.out().strip().substring("ready ".length());
    }

    private void insert(String uri) throws IOException {
        Vertx vertx = Vertx.vertx();
        StoreConfig config =
                new StoreConfig(Secret.of(uri), SECONDS, SECONDS, 2, 10, SECONDS, true);
        StoreRoom room = StoreRoom.open(config, home, vertx, new Metrics().registry());
        await(
                room.store("kernel")
                        .collection(CollectionSpec.of("things"))
                        .insert("one", new JsonObject().put("a", 1)));
        await(room.close());
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void should_refuse_in_one_line_when_there_is_no_backup() {
        assertTrue(refused("restore " + home + "/none.jsonl").contains("none.jsonl"));
    }

    @Test
    void should_refuse_in_one_line_when_the_backup_has_no_place() {
        assertTrue(refused("backup " + home + "/none/b.jsonl").contains("none/b.jsonl"));
    }

    @Test
    void should_refuse_in_one_line_when_the_server_is_away() {
        String refused =
                refused(
                        "backup "
                                + home
                                + "/b.jsonl --set store.connect-timeout=200ms"
                                + " --set store.uri=mongodb://me:secret@127.0.0.1:1");

        assertEquals("the store can't be reached; try again later\n", refused);
        assertFalse(Files.exists(home.resolve("b.jsonl")));
    }

    @Test
    void should_refuse_in_one_line_when_the_settings_are_wrong() {
        assertTrue(
                refused("backup " + home + "/b.jsonl --set store.uri=postgres://me:secret@host")
                        .startsWith("store.uri"));
    }

    @Test
    void should_refuse_in_one_line_when_the_port_is_none() {
        refused("store --port 70000");
    }

    @Test
    void should_refuse_in_one_line_when_the_store_is_in_use() throws Exception {
        Run server = new Run();
        Thread thread = Thread.ofPlatform().start(() -> server.execute("store --port 0"));
        try {
            uri(server);

            assertTrue(refused("backup " + home + "/b.jsonl").contains("another platform runs"));
            assertTrue(refused("store --port 0").contains("another platform runs"));
        } finally {
            thread.interrupt();
            thread.join();
        }
    }
}
