// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import org.h2.mvstore.MVStore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Does again what a journal has and the last commit lacks, all of it in one commit: a process
/// that dies meanwhile leaves both as they were.
final class Replay {
    private final Path file;
    private final ByteBuffer bytes;
    private final long committed;

    /// The number of the last record that was read.
    private long last;

    private Replay(Path file, ByteBuffer bytes, long committed) {
        this.file = file;
        this.bytes = bytes;
        this.committed = committed;
    }

    /// @return the number of the last record
    /// @throws IOException in words for the operator: the journal is damaged, another store's, or
    /// of a newer program
    static long of(Path file, MVStore store, Changes changes) throws IOException {
        long committed = StoreFile.journaled(store);
        if (!Files.exists(file)) {
            return committed;
        }
        Replay replay = new Replay(file, read(file), committed);
        // one that was about to be made holds nothing yet
        if (replay.bytes.remaining() < Journal.FILE_HEADER) {
            return committed;
        }
        replay.checkHeader(store);
        replay.records(store, changes);
        if (replay.last > committed) {
            StoreFile.commit(store, replay.last);
            store.sync();
        }
        return Math.max(committed, replay.last);
    }

    private static ByteBuffer read(Path file) throws IOException {
        try {
            if (Files.size(file) > Journal.MOST_BYTES) {
                throw new IOException("it is larger than a journal ever is");
            }
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException(
                    "the journal %s can't be read: %s".formatted(file, StoreFile.reason(e)), e);
        }
    }

    private void checkHeader(MVStore store) throws IOException {
        if (bytes.getLong() != Journal.FILE_MARK) {
            throw damaged("it does not begin as one");
        }
        int format = bytes.getInt();
        if (format > Journal.FORMAT) {
            throw new IOException(
                    "the journal %s is of a newer version: its format is %d, not %d"
                            .formatted(file, format, Journal.FORMAT));
        }
        if (bytes.getLong() != StoreFile.id(store)) {
            throw new IOException(
                    "the journal %s is another store's: bring back its %s, or remove it"
                            .formatted(file, StoreFile.NAME));
        }
    }

    private void records(MVStore store, Changes changes) throws IOException {
        last = committed;
        long next = numberAt(bytes.position());
        if (next > last + 1) {
            throw damaged("it begins later than the last commit of the store ends");
        }
        while (next >= 0 && next <= last + 1) {
            ByteBuffer content = contentAt(bytes.position());
            if (next == last + 1) {
                apply(content, store, changes);
                last = next;
            }
            bytes.position(bytes.position() + Journal.RECORD_HEADER + content.remaining());
            next = numberAt(bytes.position());
        }
        // what was being written when the process ended was not acknowledged; nothing was begun
        // behind it
        int later = laterRecord();
        if (later >= 0) {
            throw damaged(
                    "at %d, with a record of %d bytes further on that is whole"
                            .formatted(bytes.position(), later - bytes.position()));
        }
    }

    private void apply(ByteBuffer content, MVStore store, Changes changes) throws IOException {
        try {
            changes.apply(content.duplicate(), store);
        } catch (RuntimeException e) {
            throw damaged(StoreFile.reason(e));
        }
    }

    /// The number of the record at a place that is whole; less than 0 if there is none.
    private long numberAt(int at) {
        if (bytes.capacity() - at < Journal.RECORD_HEADER
                || bytes.getInt(at) != Journal.RECORD_MARK) {
            return -1;
        }
        int length = bytes.getInt(at + 4);
        long number = bytes.getLong(at + 8);
        boolean isWhole =
                length >= 0
                        && length <= bytes.capacity() - at - Journal.RECORD_HEADER
                        && Journal.checksum(number, contentAt(at)) == bytes.getInt(at + 16);
        return isWhole ? number : -1;
    }

    private ByteBuffer contentAt(int at) {
        return bytes.slice(at + Journal.RECORD_HEADER, bytes.getInt(at + 4));
    }

    /// Where a record begins that was written after those that have been read; less than 0 if
    /// there is none.
    private int laterRecord() {
        for (int at = bytes.position(); at <= bytes.capacity() - Journal.RECORD_HEADER; at++) {
            if (bytes.getInt(at) == Journal.RECORD_MARK && numberAt(at) > last) {
                return at;
            }
        }
        return -1;
    }

    private IOException damaged(String how) {
        return new IOException(
                "the journal %s is damaged: %s; restore a backup, or remove it to go back to the last commit"
                        .formatted(file, how));
    }
}
