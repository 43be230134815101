// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;

import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Query;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/// Kills writers, one after the other, on one file, and counts what they were told is written and
/// is not there.
final class Kills {
    private final Path data;
    private final Random random = new Random();
    private final Set<String> acknowledged = new HashSet<>();
    private long sum;

    Kills(Path data) {
        this.data = data;
    }

    /// The long form: how many kills, and how many milliseconds before each at most.
    public static void main(String[] arguments) throws Exception {
        Path data = Files.createTempDirectory("forge-kills");
        Kills kills = new Kills(data);
        int count = Integer.parseInt(arguments[0]);
        long lost = 0;
        for (int i = 1; i <= count; i++) {
            kills.kill("run" + i, Duration.ofMillis(500), Integer.parseInt(arguments[1]));
            kills.killOpening("opening" + i, Integer.parseInt(arguments[1]));
            lost += kills.lost();
            System.out.printf(
                    "%d kills, %d acknowledged, %d lost, file of %d KiB%n",
                    i, kills.acknowledged(), lost, kills.size() / 1024);
        }
    }

    /// Lets a writer write for a while from its first acknowledgement on, and kills it.
    void kill(String run, Duration least, int mostMoreMillis)
            throws IOException, InterruptedException {
        Process writer = writer(run, "");
        try (BufferedReader lines = writer.inputReader()) {
            if (!AcknowledgedWriter.OPENS.equals(lines.readLine())) {
                throw new IllegalStateException("the writer did not begin");
            }
            String first = lines.readLine();
            if (first == null) {
                throw new IllegalStateException("the writer did not write");
            }
            note(first);
            long end =
                    System.nanoTime() + least.plusMillis(random.nextInt(mostMoreMillis)).toNanos();
            while (System.nanoTime() < end) {
                note(lines.readLine());
            }
            // by its handle: the process itself would close the pipe with what it said last
            writer.toHandle().destroyForcibly();
            lines.lines().forEach(this::note);
        }
        writer.waitFor();
    }

    /// Kills a writer while it opens the store.
    ///
    /// @param mostMillis after how long at most
    void killOpening(String run, int mostMillis) throws IOException, InterruptedException {
        Process writer = writer(run, "");
        try (BufferedReader lines = writer.inputReader()) {
            if (!AcknowledgedWriter.OPENS.equals(lines.readLine())) {
                throw new IllegalStateException("the writer did not begin");
            }
            long end = System.nanoTime() + random.nextInt(mostMillis * 1_000_000);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            writer.toHandle().destroyForcibly();
            lines.lines().forEach(this::note);
        }
        writer.waitFor();
    }

    /// Lets a writer write until its file may not grow any more, and it gives up.
    ///
    /// @param blocks the largest file, in blocks of the shell
    /// @return the writer's exit code
    int fill(String run, int blocks) throws IOException, InterruptedException {
        Process writer = writer(run, "ulimit -f " + blocks + "; ");
        try (BufferedReader lines = writer.inputReader()) {
            lines.lines().forEach(this::note);
        }
        return writer.waitFor();
    }

    private Process writer(String run, String first) throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        first + "exec \"$@\"",
                        "writer",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AcknowledgedWriter.class.getName(),
                        data.toString(),
                        run)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void note(String line) {
        if (line.startsWith("doc ")) {
            acknowledged.add(line.substring(4));
        } else if (line.startsWith("sum ")) {
            sum = Math.max(sum, Long.parseLong(line, 4, line.length(), 10));
        }
    }

    int acknowledged() {
        return acknowledged.size();
    }

    long size() throws IOException {
        return Files.size(data.resolve(StoreFile.NAME));
    }

    /// How much of what was acknowledged, by all writers so far, is not there.
    long lost() throws IOException {
        Vertx vertx = Vertx.vertx();
        StoreRoom room =
                StoreRoom.open(StoreSettings.embedded(), data, vertx, new SimpleMeterRegistry());
        try {
            Set<String> lost = new HashSet<>(acknowledged);
            DocumentCollection documents =
                    room.store("kill").collection(AcknowledgedWriter.DOCUMENTS);
            Query query = Query.where(Filter.all()).limitedTo(Query.MAX_LIMIT);
            var page = await(documents.find(query));
            page.documents().forEach(document -> lost.remove(document.id()));
            while (page.hasMore()) {
                page = await(documents.find(query.after(page.documents().getLast().id())));
                page.documents().forEach(document -> lost.remove(document.id()));
            }
            return lost.size() + missingFromSum(room);
        } finally {
            await(room.close());
            await(vertx.close());
        }
    }

    private long missingFromSum(StoreRoom room) {
        long there =
                await(room.store("kill").collection(AcknowledgedWriter.SUMS).get("sum"))
                        .map(document -> document.body().getLong("n"))
                        .orElse(0L);
        return Math.max(0, sum - there);
    }
}
