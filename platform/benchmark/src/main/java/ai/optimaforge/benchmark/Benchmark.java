// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.fast.FastUpstream;
import ai.optimaforge.testing.upstream.fast.Shape;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The command: measures the gateways that it is told of beside a direct call, prints a table and
/// writes JSON.
@Command(
        name = "run.sh",
        sortOptions = false,
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        subcommands = {
            ChaosCommand.class,
            FaultsCommand.class,
            ResponsesCommand.class,
            ResumeCommand.class,
            SoakCommand.class,
            SwapsCommand.class
        },
        description = {
            "Measures Optima Forge, and any other gateway, beside a direct call to a fake"
                    + " upstream.",
            "",
            "The fake upstream and the load share one core, the gateway has another; direct and"
                    + " gateway runs alternate, and the table shows medians. It prints the table as"
                    + " Markdown on stdout and writes every sample as JSON. All traffic stays on"
                    + " 127.0.0.1. A full run takes about ten minutes.",
            ""
        },
        footer = {
            "",
            "To compare another gateway, start it with http://127.0.0.1:PORT/v1 as its OpenAI base"
                    + " URL, then:",
            "  run.sh --upstream-port PORT --against http://127.0.0.1:4000/v1 --against-key KEY"
                    + " --name other --against-pid PID"
        })
public final class Benchmark implements Callable<Integer> {
    @Option(names = "--quick", description = "A rough look in about three minutes.")
    private boolean quick;

    @Option(
            names = "--cores",
            paramLabel = "N",
            split = ",",
            description =
                    "1: all rows but the widest, the gateway bound to a core. 2: 1,024 streams and"
                            + " the start on two cores, nothing bound. By default both.")
    private List<Integer> cores = List.of(1, 2);

    @Option(
            names = "--gateway-core",
            paramLabel = "N",
            description = "The core of the gateway (${DEFAULT-VALUE}).")
    private int gatewayCore;

    @Option(
            names = "--rig-core",
            paramLabel = "N",
            description = "The core of upstream and load (${DEFAULT-VALUE}).")
    private int rigCore = 1;

    @Mixin private MeasuredForge forge = new MeasuredForge();

    @Option(names = "--without-forge", description = "Leave Optima Forge out.")
    private boolean withoutForge;

    @Option(
            names = "--with-limited-key",
            description = "Measure Optima Forge also with a key of a user who has limits.")
    private boolean withLimitedKey;

    @Option(
            names = "--with-translation",
            description =
                    "Measure also what Optima Forge takes to speak another wire than its caller,"
                            + " to choose the model, and to make a response and keep it; --quick"
                            + " always does.")
    private boolean withTranslation;

    @Option(names = "--with-nginx", description = "Measure a plain nginx proxy as well.")
    private boolean withNginx;

    @Option(
            names = "--upstream-port",
            paramLabel = "PORT",
            description = "The port of the fake upstream; by default any that is free.")
    private int upstreamPort;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private @Nullable List<OtherGateway> others;

    @Option(
            names = "--builtin-load",
            description = "Use the rig's own load generator though wrk is installed.")
    private boolean builtinLoad;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the JSON goes (${DEFAULT-VALUE}).")
    private Path out = Path.of("platform/benchmark/target/benchmark.json");

    @Spec private CommandSpec spec = CommandSpec.create();

    /// Runs the command.
    public static void main(String... arguments) {
        System.exit(new CommandLine(new Benchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<Contender> contenders =
                others == null ? List.of() : others.stream().map(OtherGateway::contender).toList();
        if (!contenders.isEmpty() && upstreamPort == 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--against needs --upstream-port: it must know whom to call");
        }
        Plan plan = quick ? Plan.QUICK : Plan.FULL;
        var report = new Report();
        var translations = new Report();
        Path results = out.toAbsolutePath().getParent();
        Files.createDirectories(results);
        Path directory = Files.createTempDirectory(results, "run-");
        try (var upstream = FastUpstream.start(upstreamPort, Shape.DEFAULT);
                var network = new Network()) {
            Load load = load(network, directory);
            List<Long> pids =
                    contenders.stream()
                            .flatMapToLong(other -> other.pid().stream())
                            .boxed()
                            .toList();
            var conditions = new Conditions(plan, load, upstream.isNative(), pids);
            progress().say("load by " + load.name() + ", samples go to " + out);
            var rig =
                    new Rig(
                            plan,
                            upstream,
                            load,
                            new StreamLoad(network, Shape.DEFAULT.deltas()),
                            report,
                            progress(),
                            gateways(upstream, directory),
                            contenders);
            if (cores.contains(1)) {
                rig.runOnOneCore(Cores.only(rigCore), Cores.only(gatewayCore));
                translating(upstream, directory)
                        .ifPresent(
                                ours ->
                                        new Translation(
                                                        plan,
                                                        load,
                                                        network,
                                                        translations,
                                                        progress())
                                                .measure(ours, Cores.only(gatewayCore)));
            }
            if (cores.contains(2)) {
                rig.runOnTwoCores(Cores.both(gatewayCore, rigCore));
            }
            conditions.end();
            JsonObject document =
                    conditions
                            .json()
                            .put("rows", report.json())
                            .put("translation", translations.json());
            Files.writeString(out, document.encodePrettily() + "\n");
            PrintWriter table = spec.commandLine().getOut();
            table.println(conditions.summary() + "\n\n" + report.markdown());
            if (!translations.isEmpty()) {
                table.println("\nOptima Forge by itself:\n\n" + translations.markdown());
            }
            table.flush();
        }
        return 0;
    }

    private Load load(Network network, Path directory) {
        return WrkLoad.isInstalled() && !builtinLoad
                ? new WrkLoad(directory)
                : new JavaLoad(network);
    }

    private Optional<ForgeGateway> translating(FastUpstream upstream, Path directory) {
        Path files = directory.resolve("forge-translating");
        var ours = new ForgeGateway(forge.directory(), upstream, files, false);
        boolean wanted = (quick || withTranslation) && !withoutForge;
        return wanted && Files.isExecutable(ours.launchScript())
                ? Optional.of(ours)
                : Optional.empty();
    }

    private List<Gateway> gateways(FastUpstream upstream, Path directory) {
        List<Gateway> gateways = new ArrayList<>();
        if (!withoutForge) {
            var ours =
                    new ForgeGateway(
                            forge.directory(), upstream, directory.resolve("forge"), false);
            if (Files.isExecutable(ours.launchScript())) {
                gateways.add(ours);
                if (withLimitedKey) {
                    Path files = directory.resolve("forge-limited");
                    gateways.add(new ForgeGateway(ours.home(), upstream, files, true));
                }
            } else {
                progress().say(ours.launchScript() + " is not there: Optima Forge is left out");
            }
        }
        if (withNginx) {
            if (NginxGateway.isInstalled()) {
                gateways.add(new NginxGateway(upstream.port(), directory.resolve("nginx")));
            } else {
                progress().say("nginx is not installed: it is left out");
            }
        }
        return gateways;
    }

    private Progress progress() {
        return new Progress(spec.commandLine().getErr());
    }
}
