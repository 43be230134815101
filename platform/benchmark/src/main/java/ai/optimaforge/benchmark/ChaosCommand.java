// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.fast.FastUpstream;
import ai.optimaforge.testing.upstream.fast.Shape;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;

/// `chaos`: kills the platform again and again while it is written to and called, and counts what
/// it has lost.
@Command(
        name = "chaos",
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        description = {
            "Kills Optima Forge with SIGKILL at random moments while keys are made, users changed"
                    + " and models called, and starts it again on the same data. Then everything"
                    + " that was acknowledged must be there, and usage must be what clients saw."
                    + " Exits with 1 if anything was lost."
        })
final class ChaosCommand implements Callable<Integer> {
    private static final int SHORTEST_LIFE_MILLIS = 100;
    private static final int LONGEST_LIFE_MILLIS = 1_500;

    @Option(names = "--kills", description = "How often (${DEFAULT-VALUE}).")
    private int kills = 100;

    @Option(names = "--seed", description = "Of the random moments; printed.")
    private long seed = System.nanoTime();

    @Mixin private MeasuredForge forge = new MeasuredForge();

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Progress progress = new Progress(spec.commandLine().getErr());
        Path results = Path.of("platform/benchmark/target").toAbsolutePath();
        Path directory = RunDirectory.in(results, "chaos");
        progress.say("seed " + seed + ", files in " + directory);
        try (var upstream = FastUpstream.start(0, Shape.DEFAULT)) {
            var gateway = new ForgeGateway(forge.directory(), upstream, directory, false);
            ChaosReport report = run(gateway, progress);
            spec.commandLine().getOut().println(report.markdown());
            spec.commandLine().getOut().flush();
            return report.lost() == 0 ? 0 : 1;
        }
    }

    private ChaosReport run(ForgeGateway gateway, Progress progress) {
        Random random = new Random(seed);
        Ledger ledger = new Ledger();
        RunningGateway running = serving(gateway, ledger);
        try (ChaosClients clients = new ChaosClients(ledger, running.target())) {
            for (int kill = 1; kill <= kills; kill++) {
                int life = random.nextInt(SHORTEST_LIFE_MILLIS, LONGEST_LIFE_MILLIS);
                Pause.of(Duration.ofMillis(life));
                running.kill();
                running = serving(gateway, ledger);
                clients.turnTo(running.target());
                if (kill % 10 == 0) {
                    progress.say(kill + " kills, " + ledger.summary());
                }
            }
        }
        try (RunningGateway last = running) {
            return ChaosReport.of(kills, ledger, new AdminClient(last.target()));
        }
    }

    private static RunningGateway serving(ForgeGateway gateway, Ledger ledger) {
        RunningGateway running = gateway.start(Cores.both(0, 1));
        running.awaitServing();
        // by a call, which is a client's like any other
        ledger.callsAsked().incrementAndGet();
        ledger.callsAnswered().incrementAndGet();
        return running;
    }
}
