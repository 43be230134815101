// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// One file of the journal, mapped into memory: a magic number, then records behind each other,
/// each with its length and its checksum before it, then zeros.
///
/// What stands in the mapping is the operating system's at once and survives the process.
final class Segment {
    static final int BEGIN = Long.BYTES;

    private static final long MAGIC = 0x466f726765557301L;
    private static final Pattern NAME = Pattern.compile("calls-([0-9]{12})\\.journal");
    private static final int HEAD = 2 * Integer.BYTES;

    private final long number;
    private final Path file;
    private final Arena arena;
    private final ByteBuffer bytes;
    private volatile int end;

    private Segment(long number, Path file, Arena arena, ByteBuffer bytes, int end) {
        this.number = number;
        this.file = file;
        this.arena = arena;
        this.bytes = bytes;
        this.end = end;
    }

    /// A new one. Its place on the disk is taken now: a page of a mapping that finds the disk
    /// full would take the process down.
    static Segment make(Path directory, long number, int size) throws IOException {
        Path file = directory.resolve("calls-%012d.journal".formatted(number));
        try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, READ, WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocate(64 * 1024);
            while (channel.position() < size) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), size - channel.position()));
                channel.write(zeros);
            }
            Segment segment = map(number, file, channel, BEGIN);
            segment.bytes.putLong(0, MAGIC);
            return segment;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// Whether a file is called as segments are.
    static boolean isNamedSo(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    /// One that another run has left. One that was never used is removed, and empty is answered.
    ///
    /// @throws IOException also if the file is something else
    static Optional<Segment> left(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            ByteBuffer begin = ByteBuffer.allocate(BEGIN);
            channel.read(begin, 0);
            long magic = begin.getLong(0);
            if (magic == 0) {
                Files.delete(file);
                return Optional.empty();
            }
            if (magic != MAGIC) {
                throw new IOException(
                        "the file " + file + " is no journal of this version: move it away");
            }
            return Optional.of(map(number(file), file, channel, Math.toIntExact(channel.size())));
        }
    }

    private static long number(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            throw new IllegalArgumentException("not called as segments are: " + file);
        }
        return Long.parseLong(name.group(1));
    }

    // closed with the segment
    @SuppressWarnings("MustBeClosedChecker")
    private static Segment map(long number, Path file, FileChannel channel, int end)
            throws IOException {
        Arena arena = Arena.ofShared();
        try {
            ByteBuffer bytes =
                    channel.map(MapMode.READ_WRITE, 0, channel.size(), arena).asByteBuffer();
            return new Segment(number, file, arena, bytes, end);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// By which segments follow each other, also from one run to the next.
    long number() {
        return number;
    }

    int size() {
        return bytes.capacity();
    }

    /// Appends a record, if there is room. One thread at a time.
    boolean append(ByteBuffer record, int checksum) {
        int start = end;
        int next = start + HEAD + padded(record.limit());
        if (next > bytes.capacity()) {
            return false;
        }
        bytes.put(start + HEAD, record, 0, record.limit());
        bytes.putInt(start + Integer.BYTES, checksum);
        bytes.putInt(start, record.limit());
        end = next;
        return true;
    }

    /// The record at an offset; null behind the last. Of a record that is damaged the length
    /// can't be trusted, so it is the last, and [#isDamagedAt] says so.
    @Nullable ByteBuffer record(int offset) {
        if (offset + HEAD > end) {
            return null;
        }
        int length = bytes.getInt(offset);
        if (length <= 0 || length > end - offset - HEAD) {
            return null;
        }
        ByteBuffer record = bytes.slice(offset + HEAD, length);
        CRC32C checksum = new CRC32C();
        checksum.update(record);
        return (int) checksum.getValue() == bytes.getInt(offset + Integer.BYTES)
                ? record.rewind()
                : null;
    }

    /// Whether what stands at an offset, where no record can be read, is not the end either.
    boolean isDamagedAt(int offset) {
        return offset + HEAD <= end && bytes.getInt(offset) != 0;
    }

    static int behind(int offset, ByteBuffer record) {
        return offset + HEAD + padded(record.capacity());
    }

    private static int padded(int length) {
        return (length + 7) & -8;
    }

    /// Gives the memory back and removes the file. Nobody may use it any more.
    void delete() throws IOException {
        arena.close();
        Files.deleteIfExists(file);
    }

    /// Gives the memory back; the file stays for the next run.
    void close() {
        arena.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
