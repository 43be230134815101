// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A gateway's process, and the processes that it has started in turn.
final class RunningGateway implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final Duration TO_STOP = Duration.ofSeconds(20);

    private final Process process;
    private final Target target;
    private final Path log;

    /// Whoever interrupts the rig shall not be left with a gateway that runs on.
    private final Thread onExit;

    private RunningGateway(Process process, Target target, Path log) {
        this.process = process;
        this.target = target;
        this.log = log;
        this.onExit = new Thread(this::stop);
    }

    static RunningGateway start(
            Target target,
            Cores cores,
            List<String> command,
            Map<String, String> environment,
            Path log) {
        var whole = Stream.concat(cores.prefix().stream(), command.stream()).toList();
        var builder = new ProcessBuilder(whole);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            var gateway = new RunningGateway(builder.start(), target, log);
            Runtime.getRuntime().addShutdownHook(gateway.onExit);
            return gateway;
        } catch (IOException e) {
            throw new BenchmarkException(command.getFirst() + " cannot be started", e);
        }
    }

    Target target() {
        return target;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    /// Waits until a chat call is answered with 200.
    void awaitServing() {
        long deadline = System.nanoTime() + TO_START.toNanos();
        while (!Calls.isServing(target)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new BenchmarkException(target.name() + " does not serve; see " + log);
            }
            Pause.of(Duration.ofMillis(2));
        }
    }

    /// Ends all its processes as a power failure would, without a word.
    void kill() {
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

    /// Asks all its processes to end, and makes them where they do not. A launch script may be
    /// the parent of the process that serves.
    private void stop() {
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(TO_STOP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                each.destroyForcibly();
            } catch (InterruptedException e) {
                each.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
