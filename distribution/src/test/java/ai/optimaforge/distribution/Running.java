// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// A process and what it has said so far; it is gone when this is closed.
record Running(Process process, Path out, Path err) implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    static Running of(ProcessBuilder builder) throws IOException {
        Path out = Files.createTempFile("forge-out", ".txt");
        Path err = Files.createTempFile("forge-err", ".txt");
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        return new Running(builder.start(), out, err);
    }

    List<String> outLines() throws IOException {
        return Files.readAllLines(out, UTF_8);
    }

    List<String> errLines() throws IOException {
        return Files.readAllLines(err, UTF_8);
    }

    int exitCode() throws InterruptedException, TimeoutException {
        if (!process.waitFor(PATIENCE_SECONDS, SECONDS)) {
            throw new TimeoutException("still running: " + process.info());
        }
        return process.exitValue();
    }

    /// Waits for a line of standard output, and gives it.
    String awaitOut(Predicate<String> wanted) throws Exception {
        return await(out, wanted);
    }

    /// Waits for a line of standard error, and gives it.
    String awaitErr(Predicate<String> wanted) throws Exception {
        return await(err, wanted);
    }

    private String await(Path file, Predicate<String> wanted) throws Exception {
        long end = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            var line = Files.readAllLines(file, UTF_8).stream().filter(wanted).findFirst();
            if (line.isPresent()) {
                return line.get();
            }
            if (!process.isAlive()) {
                break;
            }
            Thread.sleep(20);
        }
        throw new TimeoutException("not said: out " + outLines() + ", err " + errLines());
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
