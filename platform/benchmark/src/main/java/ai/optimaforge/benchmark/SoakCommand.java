// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.fast.FastUpstream;
import ai.optimaforge.testing.upstream.fast.Shape;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/// `soak`: calls the platform steadily for a long time and looks whether its memory stays where
/// it is.
@Command(
        name = "soak",
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        description = {
            "Calls Optima Forge at a fixed rate for a long time: small and large bodies, streams"
                    + " that end and streams that are left, calls that are refused, keys with"
                    + " limits. Every ten seconds it looks what the process takes. Exits with 1 if"
                    + " its memory grows, or if calls are not answered as they should be."
        })
final class SoakCommand implements Callable<Integer> {
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(10);
    private static final int SAMPLES_A_MINUTE = 6;
    private static final int USERS = 4;

    @Option(names = "--minutes", description = "How long (${DEFAULT-VALUE}).")
    private int minutes = 60;

    @Option(names = "--rate", description = "How many calls a second (${DEFAULT-VALUE}).")
    private int rate = 300;

    @Mixin private MeasuredForge forge = new MeasuredForge();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the JSON goes (${DEFAULT-VALUE}).")
    private Path out = Path.of("platform/benchmark/target/soak.json");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (minutes * SAMPLES_A_MINUTE < Flatness.FEWEST_SAMPLES || rate < 1) {
            throw new ParameterException(
                    spec.commandLine(), "it takes two minutes and a call a second at least");
        }
        Path directory = RunDirectory.beside(out, "soak");
        progress().say("files in " + directory);
        try (var upstream = FastUpstream.start(0, Shape.DEFAULT);
                var network = new Network()) {
            var gateway = new ForgeGateway(forge.directory(), upstream, directory, false);
            SoakReport report = run(gateway, network);
            Files.writeString(out, report.json().encodePrettily() + "\n");
            PrintWriter table = spec.commandLine().getOut();
            table.println(report.markdown());
            table.flush();
            return report.isGood() ? 0 : 1;
        }
    }

    private SoakReport run(ForgeGateway gateway, Network network) {
        var log = new CollectorLog(gateway.directory().resolve("gc.log"));
        try (RunningGateway running = gateway.start(Cores.both(0, 1), log.option())) {
            running.awaitServing();
            List<SoakCall> calls = mix(running.target());
            try (var load = SteadyLoad.start(network, running.target(), calls, rate)) {
                List<SoakSample> samples = sample(running, log, load);
                return new SoakReport(samples, load.answered(), load.wrong(), load.notSent());
            }
        }
    }

    private static List<SoakCall> mix(Target operator) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            keys.add(LimitedKey.make(operator, "soak_" + i, LimitedKey.NEVER_REACHED));
        }
        return SoakCall.mix(operator, keys, LimitedKey.make(operator, "soak_spent", 1));
    }

    private List<SoakSample> sample(RunningGateway running, CollectorLog log, SteadyLoad load) {
        List<SoakSample> samples = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 1; i <= minutes * SAMPLES_A_MINUTE; i++) {
            long next = start + BETWEEN_SAMPLES.multipliedBy(i).toNanos();
            Pause.of(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            double second = (System.nanoTime() - start) / 1e9;
            long calls = load.answered().values().stream().mapToLong(Long::longValue).sum();
            samples.add(SoakSample.of(running, log, second, calls));
            if (i % SAMPLES_A_MINUTE == 0) {
                progress().say(samples.getLast().line(load.wrong()));
            }
        }
        return samples;
    }

    private Progress progress() {
        return new Progress(spec.commandLine().getErr());
    }
}
