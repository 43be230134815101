// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The calls that are not summed up yet, in segments: any thread appends to the last one, the
/// writer's thread reads from the first one on, what other runs left included.
final class Journal {
    private static final Logger log = LoggerFactory.getLogger("usage");
    private static final int SMALLEST_SEGMENT = 64 * 1024;
    private static final int LARGEST_SEGMENT = 4 * 1024 * 1024;

    /// Where in the journal a record stands.
    record Position(long segment, int offset) {
        static final Position START = new Position(0, Segment.BEGIN);
    }

    private final Path directory;
    private final int segmentSize;
    private final int mostSegments;
    private volatile Runnable rolled = () -> {};
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Segment> segments = new ArrayDeque<>();
    private @Nullable Segment spare;
    private volatile Segment last;
    private long lastNumber;
    private boolean closed;
    private long appended;
    private long refused;

    // of the writer's thread
    private Segment reading;
    private int offset;
    private final AtomicLong damaged = new AtomicLong();

    private Journal(Path directory, long limit, List<Segment> left, Position position)
            throws IOException {
        this.directory = directory;
        this.segmentSize = Math.clamp(limit / 16, SMALLEST_SEGMENT, LARGEST_SEGMENT);
        this.mostSegments = (int) (limit / segmentSize);
        this.lastNumber = position.segment();
        left.forEach(segments::add);
        if (!left.isEmpty()) {
            lastNumber = Math.max(lastNumber, left.getLast().number());
        }
        this.last = make();
        segments.add(last);
        this.reading = segments.getFirst();
        this.offset = reading.number() == position.segment() ? position.offset() : Segment.BEGIN;
    }

    /// Opens the journal in a directory; what stands before the position is removed.
    ///
    /// @param limit how many bytes it may take
    static Journal open(Path directory, long limit, Position position) throws IOException {
        List<Segment> left = new ArrayList<>();
        for (Path file : filesIn(directory)) {
            Segment.left(file).ifPresent(left::add);
        }
        for (Segment segment : left) {
            if (segment.number() < position.segment()) {
                segment.delete();
            }
        }
        left.removeIf(segment -> segment.number() < position.segment());
        left.sort(Comparator.comparingLong(Segment::number));
        return new Journal(directory, limit, left, position);
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Segment::isNamedSo).toList();
        }
    }

    /// @param action is run on an appending thread when a segment is full
    void onRolled(Runnable action) {
        rolled = action;
    }

    /// Appends a record; false if there is no room for it, or no disk.
    boolean append(ByteBuffer record, int checksum) {
        boolean full = false;
        lock.lock();
        try {
            if (closed) {
                refused++;
                return false;
            }
            if (!last.append(record, checksum)) {
                full = true;
                if (!roll() || !last.append(record, checksum)) {
                    refused++;
                    return false;
                }
            }
            appended++;
            return true;
        } finally {
            lock.unlock();
            if (full) {
                rolled.run();
            }
        }
    }

    private boolean roll() {
        Segment next = spare;
        spare = null;
        if (next == null) {
            // the writer makes one ahead; more calls came than it could foresee
            if (segments.size() >= mostSegments) {
                return false;
            }
            try {
                next = make();
            } catch (IOException _) {
                return false; // the writer meets the same, and says so
            }
        }
        segments.add(next);
        last = next;
        return true;
    }

    private Segment make() throws IOException {
        Segment made = Segment.make(directory, lastNumber + 1, segmentSize);
        lastNumber++;
        return made;
    }

    /// Makes the segment that is needed next, if the limit allows. Writer's thread.
    void prepare() throws IOException {
        if (locked(() -> spare != null || segments.size() >= mostSegments)) {
            return;
        }
        long number = locked(() -> ++lastNumber);
        Segment made = Segment.make(directory, number, segmentSize);
        lock.lock();
        try {
            if (last.number() < number && segments.size() < mostSegments) {
                spare = made;
                return;
            }
        } finally {
            lock.unlock();
        }
        // meanwhile the calls have made one themselves
        made.delete();
    }

    /// Whether the limit leaves no room for a segment behind the one that is needed next.
    boolean isFull() {
        return locked(() -> segments.size() + (spare == null ? 0 : 1) >= mostSegments);
    }

    /// The next record, again and again until [#advance]; null if all are read. Writer's thread.
    @Nullable ByteBuffer next() {
        while (true) {
            // asked before the record is: once it is not the last any more, nothing is added
            boolean growing = reading == last;
            ByteBuffer record = reading.record(offset);
            if (record != null || growing) {
                return record;
            }
            if (reading.isDamagedAt(offset)) {
                damaged.incrementAndGet();
                log.error(
                        "{} is damaged at byte {}: usage that stands behind it is lost",
                        reading,
                        offset);
            }
            reading = following();
            offset = Segment.BEGIN;
        }
    }

    private Segment following() {
        return locked(
                () ->
                        segments.stream()
                                .filter(segment -> segment.number() > reading.number())
                                .findFirst()
                                .orElse(last));
    }

    /// Goes on behind a record that [#next] gave.
    void advance(ByteBuffer record) {
        offset = Segment.behind(offset, record);
    }

    /// Where the next record stands. Writer's thread.
    Position position() {
        return new Position(reading.number(), offset);
    }

    /// Whether there are segments that are read to their end. Writer's thread.
    boolean hasRead() {
        return locked(() -> segments.getFirst() != reading);
    }

    /// Removes the segments that are read to their end. Writer's thread.
    void free() throws IOException {
        while (hasRead()) {
            locked(segments::removeFirst).delete();
        }
    }

    /// Takes no more records. What is not read stays for the next run.
    void refuse() {
        locked(() -> closed = true);
    }

    /// Gives the memory back, once nobody appends or reads any more.
    ///
    /// @param done whether nothing of it is needed any more, so that the files go too
    void close(boolean done) throws IOException {
        refuse();
        List<Segment> all = new ArrayList<>(segments);
        if (spare != null) {
            all.add(spare);
        }
        for (Segment segment : all) {
            if (done || segment == spare) {
                segment.delete();
            } else {
                segment.close();
            }
        }
    }

    /// How many records were appended.
    long appended() {
        return locked(() -> appended);
    }

    /// How many records there was no room for.
    long refused() {
        return locked(() -> refused);
    }

    /// How many segments had a damaged record, and with it lost those behind it.
    long damaged() {
        return damaged.get();
    }

    /// How much of the disk it takes.
    long bytes() {
        return locked(
                () -> {
                    long taken = spare == null ? 0 : spare.size();
                    for (Segment segment : segments) {
                        taken += segment.size();
                    }
                    return taken;
                });
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
