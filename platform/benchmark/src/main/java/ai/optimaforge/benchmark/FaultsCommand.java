// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.Ports;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `faults`: calls the platform while one of its upstreams fails in every way there is, and
/// counts what clients see of it.
@Command(
        name = "faults",
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        description = {
            "Calls Optima Forge steadily, by model auto, while one of three upstreams dies, answers"
                    + " 500 half of the time, answers 429, stalls, or resets its connections; each"
                    + " fault by itself. Exits with 1 if a client saw an error before the first"
                    + " byte of its answer, or the upstreams more than 1.2 times the calls."
        })
final class FaultsCommand implements Callable<Integer> {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final String KEY = "benchmark-key-of-the-rig";
    private static final int MOST_CALLS = 10_000;

    @Option(names = "--seconds", description = "How long each fault lasts (${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(names = "--rate", description = "How many calls a second (${DEFAULT-VALUE}).")
    private int rate = 100;

    @Mixin private MeasuredForge forge = new MeasuredForge();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the JSON goes (${DEFAULT-VALUE}).")
    private Path out = Path.of("platform/benchmark/target/faults.json");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        // what the fake upstreams remember is what is counted
        if (rate < 1 || seconds < 1 || (long) rate * seconds > MOST_CALLS / 2) {
            throw new ParameterException(
                    spec.commandLine(), "it takes 1 to " + MOST_CALLS / 2 + " calls a fault");
        }
        Path directory = RunDirectory.beside(out, "faults");
        Progress progress = new Progress(spec.commandLine().getErr());
        progress.say("files in " + directory);
        List<FaultRun> runs = new ArrayList<>();
        for (InjectedFault fault : InjectedFault.values()) {
            FaultRun run = run(fault, directory.resolve(fault.name()));
            progress.say(fault.title() + ": " + run.json().encode());
            runs.add(run);
        }
        report(runs);
        return runs.stream().allMatch(FaultRun::isGood) ? 0 : 1;
    }

    private FaultRun run(InjectedFault fault, Path directory) throws IOException {
        try (var upstreams = new FaultUpstreams()) {
            upstreams.configure(directory.resolve("conf"));
            try (RunningGateway gateway = start(directory)) {
                gateway.awaitServing();
                FaultLoad.run(gateway.target(), rate, WARM_UP);
                List<Long> before = upstreams.counts();
                upstreams.inject(fault);
                FaultTally tally =
                        FaultLoad.run(gateway.target(), rate, Duration.ofSeconds(seconds));
                List<Long> after = upstreams.counts();
                List<Long> came = new ArrayList<>();
                for (int i = 0; i < after.size(); i++) {
                    came.add(after.get(i) - before.get(i));
                }
                return FaultRun.of(fault, tally, came);
            }
        }
    }

    private RunningGateway start(Path directory) throws IOException {
        int port = Ports.free();
        Path data = Files.createDirectories(directory.resolve("data"));
        var target =
                new Target(
                        "Optima Forge",
                        URI.create("http://127.0.0.1:" + port + "/v1"),
                        KEY,
                        "auto");
        var command =
                List.of(
                        forge.directory().resolve("bin/forge").toString(),
                        "start",
                        "--conf",
                        directory.resolve("conf").toString(),
                        "--data",
                        data.toString(),
                        "--set",
                        "http.port=" + port,
                        "--set",
                        "providers.probe-local=false",
                        "--set",
                        "bootstrap.key=" + KEY);
        return RunningGateway.start(
                target, Cores.both(0, 1), command, Map.of(), directory.resolve("forge.log"));
    }

    private void report(List<FaultRun> runs) throws IOException {
        JsonObject json =
                new JsonObject()
                        .put("good", runs.stream().allMatch(FaultRun::isGood))
                        .put("rate", rate)
                        .put("seconds", seconds)
                        .put("runs", new JsonArray(runs.stream().map(FaultRun::json).toList()));
        Files.writeString(out, json.encodePrettily() + "\n");
        PrintWriter table = spec.commandLine().getOut();
        table.print(
                """
                | one of two twins, a third upstream beside | calls | errors before the first byte | after it | upstream calls a call | p99 |
                |---|--:|--:|--:|--:|--:|
                """);
        runs.forEach(run -> table.print(run.line()));
        table.flush();
    }
}
