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

/// `responses`: streams responses that are kept, one after the other, and looks whether memory
/// stays where it is while the store fills.
@Command(
        name = "responses",
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        description = {
            "Streams responses that Optima Forge keeps, so many at any time, until so many are"
                    + " kept. At each quarter it looks what the process takes, after a collection."
                    + " Exits with 1 if that grows from the first quarter to the last, if a stream"
                    + " is not whole, or if a response that was answered can't be read."
        })
final class ResponsesCommand implements Callable<Integer> {
    private static final int QUARTERS = 4;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Option(names = "--stored", description = "How many are kept (${DEFAULT-VALUE}).")
    private int stored = 10_000;

    @Option(names = "--streaming", description = "How many at a time (${DEFAULT-VALUE}).")
    private int streaming = 50;

    @Mixin private MeasuredForge forge = new MeasuredForge();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the JSON goes (${DEFAULT-VALUE}).")
    private Path out = Path.of("platform/benchmark/target/responses.json");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (streaming < 1 || stored < QUARTERS * streaming) {
            throw new ParameterException(
                    spec.commandLine(),
                    "it takes one stream at a time, and four times as many to be kept, at least");
        }
        Path directory = RunDirectory.beside(out, "responses");
        progress().say("files in " + directory);
        try (var upstream = FastUpstream.start(0, Shape.DEFAULT);
                var network = new Network()) {
            var gateway = new ForgeGateway(forge.directory(), upstream, directory, false);
            ResponsesReport report = run(gateway, network);
            Files.writeString(out, report.json().encodePrettily() + "\n");
            PrintWriter table = spec.commandLine().getOut();
            table.println(report.markdown());
            table.flush();
            return report.isGood() ? 0 : 1;
        }
    }

    private ResponsesReport run(ForgeGateway gateway, Network network) {
        try (RunningGateway running = gateway.start(Cores.both(0, 1), "")) {
            running.awaitServing();
            var load = new KeptStreams(network, running.target(), Shape.DEFAULT.deltas(), stored);
            load.start(streaming);
            List<ResponsesReport.Mark> marks = new ArrayList<>();
            for (int quarter = 1; quarter <= QUARTERS; quarter++) {
                await(load, stored * quarter / QUARTERS);
                marks.add(ResponsesReport.Mark.of(running, load.ended(), gateway.directory()));
                progress().say(marks.getLast().line());
            }
            return new ResponsesReport(
                    streaming,
                    marks,
                    load.wrong(),
                    ResponsesReport.unreadable(running.target(), load.ids()));
        }
    }

    private static void await(KeptStreams load, int count) {
        long seen = load.ended();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (load.ended() < count) {
            if (load.ended() > seen) {
                seen = load.ended();
                deadline = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new BenchmarkException("no stream has ended within " + PATIENCE);
            }
            Pause.of(LOOK);
        }
    }

    private Progress progress() {
        return new Progress(spec.commandLine().getErr());
    }
}
