// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// How a model at an instance fares: a circuit breaker, the rest that it asked for, and its time
/// to the first token. Written and read by all event loops; a call that goes well writes two
/// counters.
///
/// The circuit opens after so many failures in a row, or when half of at least twenty calls in
/// ten seconds failed. Then nothing goes there until a pause is over; of the calls that come next
/// one is the probe, whose outcome closes the circuit or opens it for twice as long, up to a
/// minute.
final class Health {
    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long LONGEST_REST_NANOS = Duration.ofMinutes(10).toNanos();
    private static final int FEWEST_CALLS = 20;
    private static final int FEWEST_FAILURES = 3;
    private static final int SAMPLES = 32;
    private static final int SAMPLES_PER_MEDIAN = 8;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final int failuresInARow;
    private final long pauseNanos;

    private final LongAdder calls = new LongAdder();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger inARow = new AtomicInteger();
    private final AtomicLong windowStart = new AtomicLong(System.nanoTime());
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile boolean open;
    private volatile long openUntil;
    private volatile long pause;
    private volatile boolean resting;
    private volatile long restUntil;
    private volatile boolean hinted;
    private volatile long hintUntil;

    private final AtomicLongArray samples = new AtomicLongArray(SAMPLES);
    private final AtomicInteger sampled = new AtomicInteger();
    private volatile long medianMillis = -1;
    private volatile long typicalNanos;

    /// @param failuresInARow how many open the circuit; 0 for never
    Health(int failuresInARow, Duration pause) {
        this.failuresInARow = failuresInARow;
        this.pauseNanos = pause.toNanos();
    }

    /// Whether a call may go there now. If the pause is over, the first who asks is the probe,
    /// and must tell how it went.
    boolean admits() {
        if (!open) {
            return true;
        }
        return System.nanoTime() - openUntil >= 0 && probing.compareAndSet(false, true);
    }

    /// Whether a call could go there now, without going.
    boolean isOpen() {
        return open && (System.nanoTime() - openUntil < 0 || probing.get());
    }

    /// Whether it is known here or elsewhere that a call had better go elsewhere.
    boolean isSpared() {
        return isOpen() || remaining(resting, restUntil) > 0 || isHinted();
    }

    /// Whether another node has told that its circuit there is open.
    boolean isHinted() {
        return remaining(hinted, hintUntil) > 0;
    }

    /// How long its circuit stays open yet.
    Duration openFor() {
        return Duration.ofNanos(Math.max(0, remaining(open, openUntil)));
    }

    /// How long it wants to be left alone yet.
    Duration restsFor() {
        return Duration.ofNanos(Math.max(0, remaining(resting, restUntil)));
    }

    /// How long it is to be left alone yet, for whatever reason.
    Duration sparedFor() {
        long longest =
                Math.max(
                        remaining(open, openUntil),
                        Math.max(remaining(resting, restUntil), remaining(hinted, hintUntil)));
        return Duration.ofNanos(Math.max(0, longest));
    }

    private static long remaining(boolean set, long until) {
        return set ? until - System.nanoTime() : 0;
    }

    void succeeded() {
        calls.increment();
        if (inARow.get() != 0) {
            inARow.set(0);
        }
        answers();
    }

    /// An answer has begun. That is enough of a probe, since a stream may take minutes to end;
    /// one that breaks off opens the circuit again.
    void answers() {
        if (open) {
            open = false;
            pause = 0;
            probing.set(false);
        }
    }

    /// The call told nothing of the model's health: it was given up, or the client's mistake.
    void toldNothing() {
        if (open) {
            probing.set(false);
        }
    }

    /// @return whether this opened the circuit
    boolean failed() {
        long now = System.nanoTime();
        renewWindow(now);
        calls.increment();
        int failed = failures.incrementAndGet();
        int row = inARow.incrementAndGet();
        boolean tooMany =
                failuresInARow > 0
                        && (open
                                || row >= failuresInARow
                                || (calls.sum() >= FEWEST_CALLS && failed * 2L >= calls.sum()));
        if (!tooMany) {
            return false;
        }
        boolean first = !open;
        pause = pause == 0 ? pauseNanos : Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        // not all nodes and models come back at the same moment
        openUntil = now + pause - ThreadLocalRandom.current().nextLong(pause / 8 + 1);
        open = true;
        probing.set(false);
        return first;
    }

    private void renewWindow(long now) {
        long start = windowStart.get();
        if (now - start > WINDOW_NANOS && windowStart.compareAndSet(start, now)) {
            calls.reset();
            failures.set(0);
        }
    }

    /// It wants to be left alone for so long.
    void rest(Duration wanted) {
        restUntil = System.nanoTime() + Math.min(wanted.toNanos(), LONGEST_REST_NANOS);
        resting = true;
    }

    /// Another node says that it had better be left alone for so long.
    void hint(Duration elsewhere) {
        hintUntil = System.nanoTime() + Math.min(elsewhere.toNanos(), LONGEST_PAUSE_NANOS);
        hinted = true;
    }

    /// The first token of a call took so long.
    void firstToken(long nanos) {
        int count = sampled.getAndIncrement();
        samples.set(Math.floorMod(count, SAMPLES), nanos / NANOS_PER_MILLI);
        if (count % SAMPLES_PER_MEDIAN == 0 || count < SAMPLES_PER_MEDIAN) {
            medianMillis = median(Math.min(count + 1, SAMPLES));
        }
    }

    private long median(int known) {
        long[] copy = new long[known];
        for (int i = 0; i < known; i++) {
            copy[i] = samples.get(i);
        }
        Arrays.sort(copy);
        return copy[known / 2];
    }

    /// A whole call took so long. Moves the typical time by an eighth of the difference, as TCP
    /// does its round trip (RFC 6298); two at a time may count as one.
    void took(long nanos) {
        long before = typicalNanos;
        typicalNanos = before == 0 ? nanos : before + (nanos - before) / 8;
    }

    /// How long a call takes of late; 0 where there was none.
    long typicalNanos() {
        return typicalNanos;
    }

    /// The share of its calls that failed in the last ten seconds or less; 0 while they are too
    /// few to tell.
    double failedShare() {
        int failed = failures.get();
        return failed < FEWEST_FAILURES ? 0 : (double) failed / Math.max(failed, calls.sum());
    }

    /// What other nodes say of the first token, where none came here yet.
    void firstTokenElsewhere(long millis) {
        if (sampled.get() == 0) {
            medianMillis = millis;
        }
    }

    /// The median of the last calls; negative where there was none.
    long firstTokenMillis() {
        return medianMillis;
    }
}
