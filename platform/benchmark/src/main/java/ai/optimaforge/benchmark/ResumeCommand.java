// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.FakeUpstream;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// `resume`: kills the node that makes a stream again and again, resumes the stream at the other
/// node, and counts the events that were lost or came twice.
@Command(
        name = "resume",
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        description = {
            "Starts two nodes over one store. Begins a stream of a response at one, kills that node"
                    + " with SIGKILL in the midst, and resumes the stream at the other, where a"
                    + " second reader has followed it from its beginning; every other response is"
                    + " made in the background. The nodes change parts from run to run. Exits with"
                    + " 1 if an event was lost or came twice."
        })
final class ResumeCommand implements Callable<Integer> {
    private static final String CHAT = "/v1/chat/completions";
    private static final int FRAGMENTS = 150;
    private static final Duration APART = Duration.ofMillis(20);
    private static final int FEWEST_EVENTS = 3;
    private static final int MOST_EVENTS = 100;

    @Option(names = "--runs", description = "How often (${DEFAULT-VALUE}).")
    private int runs = 100;

    @Option(names = "--seed", description = "Of the random moments; printed.")
    private long seed = System.nanoTime();

    @Mixin private MeasuredForge forge = new MeasuredForge();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the JSON goes (${DEFAULT-VALUE}).")
    private Path out = Path.of("platform/benchmark/target/resume.json");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "it takes one run at least");
        }
        Path directory = RunDirectory.beside(out, "resume");
        progress().say("seed " + seed + ", files in " + directory);
        List<ResumeRun> all = new ArrayList<>();
        try (var upstream = FakeUpstream.start();
                var nodes = new TwoNodes(forge.directory(), directory, upstream.baseUrl());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            upstream.when(
                    request -> request.path().equals(CHAT),
                    ChatReply.of(
                                    IntStream.range(0, FRAGMENTS)
                                            .mapToObj(i -> i + " ")
                                            .toArray(String[]::new))
                            .whenStreamed(reply -> reply.every(APART)));
            Random random = new Random(seed);
            for (int run = 0; run < runs; run++) {
                nodes.awaitBoth();
                int from = run % 2;
                all.add(
                        ResumeRun.of(
                                new ResumeRun.Plan(
                                        nodes.target(from),
                                        nodes.target(1 - from),
                                        run / 2 % 2 == 1,
                                        random.nextInt(FEWEST_EVENTS, MOST_EVENTS),
                                        () -> nodes.kill(from)),
                                threads));
                nodes.start(from);
                progress().say("run " + (run + 1) + ": " + all.getLast().json().encode());
            }
        }
        report(all);
        return all.stream().allMatch(run -> run.lost() == 0 && run.doubled() == 0) ? 0 : 1;
    }

    private void report(List<ResumeRun> all) throws IOException {
        int lost = all.stream().mapToInt(ResumeRun::lost).sum();
        int doubled = all.stream().mapToInt(ResumeRun::doubled).sum();
        JsonObject json =
                new JsonObject()
                        .put("good", lost == 0 && doubled == 0)
                        .put("seed", seed)
                        .put("lost", lost)
                        .put("doubled", doubled)
                        .put("runs", new JsonArray(all.stream().map(ResumeRun::json).toList()));
        Files.writeString(out, json.encodePrettily() + "\n");
        Samples seconds = Samples.of(all.stream().map(ResumeRun::seconds).toList());
        Map<String, Long> ends =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        ResumeRun::end, TreeMap::new, Collectors.counting()));
        PrintWriter table = spec.commandLine().getOut();
        table.print(
                String.format(
                        Locale.ROOT,
                        """
                        | | |
                        | --- | --: |
                        | Nodes killed in the midst of a stream | %,d |
                        | Events lost | %,d |
                        | Events that came twice | %,d |
                        | How the streams ended | %s |
                        | From the kill to the end, s (median; largest) | %.1f; %.1f |
                        """,
                        all.size(),
                        lost,
                        doubled,
                        ends,
                        seconds.median(),
                        seconds.largest()));
        table.flush();
    }

    private Progress progress() {
        return new Progress(spec.commandLine().getErr());
    }
}
