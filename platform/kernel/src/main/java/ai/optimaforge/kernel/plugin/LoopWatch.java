// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Sees which plugin keeps an event loop from going on. Each loop shows a sign of life; where one
/// is overdue, the loop's stack tells whose code is there: a plugin's frames carry the name of
/// its class loader, which is its id.
final class LoopWatch implements AutoCloseable {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<String> IO = List.of("sun.nio.ch.", "java.io.", "java.net.");
    /// Between the two looks by which a blocked loop is told from one that gets no processor.
    private static final long SECOND_LOOK_MILLIS = 20;

    private final Vertx vertx;
    private final long blockedNanos;
    private final long periodMillis;
    private final Listener listener;
    private final Map<Thread, Loop> loops = new ConcurrentHashMap<>();
    private final Thread watcher;

    /// Who is told.
    interface Listener {
        /// A plugin blocks an event loop.
        ///
        /// @param at where
        void blocks(String plugin, StackTraceElement at);

        /// It blocked it for so long in all.
        void blocked(String plugin, long nanos);
    }

    private static final class Loop {
        private volatile long alive = System.nanoTime();
        private Optional<String> blamed = Optional.empty();
        private long since;
    }

    LoopWatch(Vertx vertx, Duration blockedAfter, Listener listener) {
        this.vertx = vertx;
        this.blockedNanos = blockedAfter.toNanos();
        this.periodMillis = Math.clamp(blockedAfter.toMillis() / 4, 5, 250);
        this.listener = listener;
        this.watcher = Thread.ofPlatform().daemon().name("loop-watch").unstarted(this::watch);
    }

    void start() {
        // contexts go round the loops, so that these are on all of them, on some twice
        int contexts = 2 * Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < contexts; i++) {
            Context context = vertx.getOrCreateContext();
            context.runOnContext(
                    now -> {
                        Loop loop = new Loop();
                        if (loops.putIfAbsent(Thread.currentThread(), loop) == null) {
                            vertx.setPeriodic(periodMillis, tick -> loop.alive = System.nanoTime());
                        }
                    });
        }
        watcher.start();
    }

    private void watch() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(periodMillis);
                loops.forEach(this::look);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Thread thread, Loop loop) {
        long alive = loop.alive;
        if (loop.blamed.isPresent()) {
            if (alive != loop.since) {
                listener.blocked(loop.blamed.get(), alive - loop.since);
                loop.blamed = Optional.empty();
            }
        } else if (System.nanoTime() - alive - periodMillis * 1_000_000 > blockedNanos) {
            Optional<StackTraceElement> guilty = guilty(thread);
            if (guilty.isPresent() && loop.alive == alive) {
                String plugin = String.valueOf(guilty.get().getClassLoaderName());
                loop.blamed = Optional.of(plugin);
                loop.since = alive;
                listener.blocks(plugin, guilty.get());
            }
        }
    }

    /// The frame of a plugin that waits or computes; none if the thread just gets no processor.
    private static Optional<StackTraceElement> guilty(Thread thread) {
        StackTraceElement[] before = thread.getStackTrace();
        long cpu = THREADS.getThreadCpuTime(thread.threadId());
        long begun = System.nanoTime();
        try {
            TimeUnit.MILLISECONDS.sleep(SECOND_LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        long wall = System.nanoTime() - begun;
        boolean computes = 2 * (THREADS.getThreadCpuTime(thread.threadId()) - cpu) > wall;
        StackTraceElement[] stack = thread.getStackTrace();
        boolean samePlace = stack.length > 0 && before.length > 0 && stack[0].equals(before[0]);
        boolean waits =
                samePlace && (thread.getState() != Thread.State.RUNNABLE || isInIo(stack[0]));
        return computes || waits ? ofPlugin(stack) : Optional.empty();
    }

    /// A thread that waits for the system counts as runnable.
    private static boolean isInIo(StackTraceElement top) {
        return top.isNativeMethod()
                && IO.stream().anyMatch(prefix -> top.getClassName().startsWith(prefix));
    }

    private static Optional<StackTraceElement> ofPlugin(StackTraceElement[] stack) {
        return Stream.of(stack)
                .filter(frame -> frame.getClassLoaderName() != null)
                .filter(frame -> !"app".equals(frame.getClassLoaderName()))
                .filter(frame -> !"platform".equals(frame.getClassLoaderName()))
                .findFirst();
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
