// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import org.h2.mvstore.MVStore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32C;

/// The file that has what was acknowledged since the store's last commit. It begins with
/// `FORGEJNL`, its format and the id of the store; records follow, numbered without a gap: `mark,
/// length, number, CRC-32C of the number and the content, content`. After a commit it is written
/// from its beginning again, and what it holds from before counts by its numbers. Used by one
/// thread at a time.
final class Journal {
    static final String NAME = "store.journal";

    /// How much there may be between two commits.
    static final int MOST_BYTES = 4 * 1024 * 1024;

    static final long FILE_MARK = 0x464f5247454a4e4cL;
    static final int FORMAT = 1;
    static final int FILE_HEADER = 20;
    static final int RECORD_MARK = 0x464a5243;
    static final int RECORD_HEADER = 20;

    /// What is written at a time: the platform keeps a copy of that size for each thread.
    private static final int PIECE = 256 * 1024;

    private final Path file;
    private final FileChannel channel;
    private volatile long position = FILE_HEADER;
    private volatile long last;

    private Journal(Path file, FileChannel channel, long last) {
        this.file = file;
        this.channel = channel;
        this.last = last;
    }

    /// Brings the store to where it was when its process ended, and begins anew.
    ///
    /// @throws IOException in words for the operator
    static Journal open(Path data, MVStore store, Changes changes) throws IOException {
        Path file = data.resolve(NAME);
        long last = Replay.of(file, store, changes);
        try {
            return new Journal(file, begun(file, StoreFile.id(store)), last);
        } catch (IOException e) {
            throw new IOException("the journal " + file + " can't be made: " + e, e);
        }
    }

    private static FileChannel begun(Path file, long store) throws IOException {
        FileChannel channel = make(file);
        try (FileChannel directory = FileChannel.open(file.resolveSibling("."))) {
            ByteBuffer header = ByteBuffer.allocate(FILE_HEADER);
            header.putLong(FILE_MARK).putInt(FORMAT).putLong(store).flip();
            while (header.hasRemaining()) {
                channel.write(header, header.position());
            }
            channel.force(true);
            directory.force(true);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// It holds what its owner alone may read.
    private static FileChannel make(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        return FileChannel.open(file, StandardOpenOption.WRITE);
    }

    /// Whether there is nothing that the last commit lacks.
    boolean isEmpty() {
        return position == FILE_HEADER;
    }

    /// How much of it is in use. From any thread.
    long size() {
        return position;
    }

    /// The number of the last record.
    long last() {
        return last;
    }

    boolean hasRoom(int bytes) {
        return position + bytes <= MOST_BYTES;
    }

    /// Writes a record. If that fails, nothing more may be written: where it ends is not known.
    ///
    /// @param record its content behind room for its header
    /// @param force whether it has to be on the disk then, and all before it
    void append(ByteBuffer record, boolean force) {
        long number = last + 1;
        ByteBuffer content = record.slice(RECORD_HEADER, record.remaining() - RECORD_HEADER);
        record.putInt(0, RECORD_MARK)
                .putInt(4, content.remaining())
                .putLong(8, number)
                .putInt(16, checksum(number, content));
        try {
            long end = write(record);
            if (force) {
                channel.force(false);
            }
            last = number;
            position = end;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long write(ByteBuffer bytes) throws IOException {
        long at = position;
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + PIECE));
            at += channel.write(bytes, at);
        }
        return at;
    }

    static int checksum(long number, ByteBuffer content) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        checksum.update(content.duplicate());
        return (int) checksum.getValue();
    }

    /// A commit has all that is in it.
    void rewind() {
        position = FILE_HEADER;
    }

    /// Ends; the file goes if a commit has all that is in it.
    void close() throws IOException {
        channel.close();
        if (isEmpty()) {
            Files.deleteIfExists(file);
        }
    }
}
