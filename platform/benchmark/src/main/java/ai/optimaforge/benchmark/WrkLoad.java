// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.TimeUnit;

/// Load by `wrk`, which costs the core that it shares with the upstream less than anything on the
/// JVM. It runs on the cores of this process.
final class WrkLoad implements Load {
    private static final String FIGURES = "figures ";
    private static final Duration TO_END = Duration.ofSeconds(20);

    private final Path script;
    private final Path body;

    /// @param directory where the script and the body may be put
    WrkLoad(Path directory) {
        this.script = directory.resolve("call.lua");
        this.body = directory.resolve("body.json");
        try (InputStream lua = WrkLoad.class.getResourceAsStream("call.lua")) {
            if (lua == null) {
                throw new BenchmarkException("call.lua is not on the class path");
            }
            Files.write(script, lua.readAllBytes());
        } catch (IOException e) {
            throw new BenchmarkException("cannot write " + script, e);
        }
    }

    static boolean isInstalled() {
        return Executables.isInstalled("wrk");
    }

    @Override
    public String name() {
        return "wrk";
    }

    @Override
    public Result run(Target target, ApiCall call, int connections, Duration duration) {
        try {
            Files.writeString(body, call.body(target));
            Process process = start(target, call, connections, duration);
            if (!process.waitFor(duration.plus(TO_END).toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new BenchmarkException("wrk does not end");
            }
            return result(new String(process.getInputStream().readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new BenchmarkException("wrk cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        }
    }

    private Process start(Target target, ApiCall call, int connections, Duration duration)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("wrk", "--threads", "1", "--latency", "--timeout", "10s"));
        command.addAll(List.of("--connections", String.valueOf(connections)));
        command.addAll(List.of("--duration", duration.toSeconds() + "s"));
        command.addAll(List.of("--script", script.toString(), target.baseUrl() + call.path()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("BENCHMARK_BODY", body.toString());
        builder.environment().put("BENCHMARK_KEY", target.key());
        return builder.start();
    }

    private static Result result(String output) {
        String figures =
                output.lines()
                        .filter(line -> line.startsWith(FIGURES))
                        .findFirst()
                        .orElseThrow(() -> new BenchmarkException("wrk: " + output.strip()));
        try (var scanner = new Scanner(figures.substring(FIGURES.length()))) {
            scanner.useLocale(Locale.ROOT);
            long calls = scanner.nextLong();
            long micros = scanner.nextLong();
            long failures = scanner.nextLong();
            double answered = Math.max(0, calls - failures);
            return new Result(
                    answered * 1e6 / micros, scanner.nextDouble(), scanner.nextDouble(), failures);
        }
    }
}
