// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.spi.admin.Usage;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Index;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;

/// Counts calls: each is noted in a journal on the disk before it is answered, summed up within a
/// second, and written to the store.
///
/// A call that was noted counts once, whenever the process is killed. The journal is not forced
/// to the disk: if the machine dies, calls of its last seconds may be lost.
public final class UsageRoom {
    private final Journal journal;
    private final UsageWriter writer;
    private final UsageQuery query;
    private final FileChannel lock;
    private final ThreadLocal<RecordEncoder> encoders = ThreadLocal.withInitial(RecordEncoder::new);

    private UsageRoom(Journal journal, UsageWriter writer, UsageQuery query, FileChannel lock) {
        this.journal = journal;
        this.writer = writer;
        this.query = query;
        this.lock = lock;
    }

    /// The collection in which usage is kept.
    public static CollectionSpec collection() {
        return CollectionSpec.of("usage", Index.on("user"), Index.expiry("expires_at"));
    }

    /// Opens the journal in `usage` below the data directory, and begins with what a run before
    /// has left there. The store need not be up.
    ///
    /// @param hours what [#collection] describes
    /// @throws IOException if the journal can't be used, is damaged, or another process has it
    public static UsageRoom open(
            UsageConfig config, Path data, DocumentCollection hours, MeterRegistry registry)
            throws IOException {
        Path directory = Files.createDirectories(data.resolve("usage"));
        FileChannel lock = lock(directory);
        try {
            return open(config, directory, hours, registry, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static UsageRoom open(
            UsageConfig config,
            Path directory,
            DocumentCollection hours,
            MeterRegistry registry,
            FileChannel lock)
            throws IOException {
        UsageMeters meters = new UsageMeters(registry);
        Path file = directory.resolve("checkpoint");
        Checkpoint begin = Checkpoint.read(file);
        Journal journal = Journal.open(directory, config.journalLimit().bytes(), begin.position());
        UsageWriter writer =
                new UsageWriter(
                        journal,
                        new Rows(
                                config.rowLimit(),
                                config.retention(),
                                new SecureRandom().nextLong()),
                        hours,
                        file,
                        begin,
                        config.writeInterval(),
                        meters);
        journal.onRolled(writer::wake);
        meters.watch(journal);
        meters.watch(writer);
        writer.start();
        return new UsageRoom(journal, writer, new UsageQuery(hours), lock);
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // this process has it already: as bad as another
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException("the directory " + directory + " is used by another process");
    }

    /// Notes a call; once this returns it is counted, even if the process is killed. Called once
    /// a call, on any thread; takes about a microsecond and never waits for the store. If the
    /// journal has no room, which shows in metrics and health, the call is not counted.
    public void record(UsageRecord call) {
        RecordEncoder encoder = encoders.get();
        journal.append(encoder.encode(call), encoder.checksum());
    }

    /// What was counted.
    public Usage usage() {
        return query;
    }

    /// The calls of all nodes since midnight UTC, but for those of the last seconds. Fails as the
    /// store does.
    public Future<Long> requestsToday() {
        return query.requestsToday();
    }

    /// What a user did in this day of UTC, but for the last seconds.
    ///
    /// @param wholeMonth whether the money of this month is asked for too, for which more is read
    public Future<Spent> spent(String userId, boolean wholeMonth) {
        return query.spent(userId, wholeMonth);
    }

    /// Whether the store does not take what was counted, or calls are lost.
    public boolean isBehind() {
        return problem().isPresent();
    }

    /// What is wrong, in a line, for the health of the platform.
    public Optional<String> problem() {
        return writer.problem();
    }

    /// Takes no more calls and writes to the store what there is, for a quarter of a minute at
    /// most; what can't be written stays in the journal for the next start.
    public Future<Void> close() {
        return writer.close()
                .eventually(
                        () -> {
                            try {
                                lock.close();
                                return Future.succeededFuture();
                            } catch (IOException e) {
                                return Future.failedFuture(e);
                            }
                        });
    }
}
