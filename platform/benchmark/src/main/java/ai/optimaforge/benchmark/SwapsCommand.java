// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.fast.FastUpstream;
import ai.optimaforge.testing.upstream.fast.Shape;

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
import java.util.Set;
import java.util.concurrent.Callable;

/// `swaps`: puts one version of a plugin in the place of another again and again, while calls and
/// streams go through both.
@Command(
        name = "swaps",
        usageHelpAutoWidth = true,
        mixinStandardHelpOptions = true,
        description = {
            "Swaps the plugins chat and provider-openai between two versions, again and again,"
                    + " under 500 calls a second and about 50 open streams. Exits with 1 if a call"
                    + " fails, a class loader stays, or memory grows."
        })
final class SwapsCommand implements Callable<Integer> {
    private static final List<String> PLUGINS = List.of("chat", "provider-openai");
    private static final Set<Integer> OK = Set.of(200);
    private static final int RATE = 540;
    /// One in fourteen is a stream of 1.28 s, so that 50 are open at a time.
    private static final int CALLS_A_STREAM = 13;

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration TO_DRAIN = Duration.ofSeconds(60);
    private static final Duration TO_PROBE = Duration.ofSeconds(15);

    @Option(names = "--times", description = "How often (${DEFAULT-VALUE}).")
    private int times = 1_000;

    @Mixin private MeasuredForge forge = new MeasuredForge();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the JSON goes (${DEFAULT-VALUE}).")
    private Path out = Path.of("platform/benchmark/target/swaps.json");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (times < 1) {
            throw new ParameterException(spec.commandLine(), "it takes one swap at least");
        }
        Path directory = RunDirectory.beside(out, "swaps");
        progress().say("files in " + directory);
        TwoVersions versions = TwoVersions.of(forge.directory(), directory, PLUGINS);
        try (var upstream = FastUpstream.start(0, Shape.DEFAULT);
                var network = new Network()) {
            var gateway = new ForgeGateway(versions.home(), upstream, directory, false);
            SwapsReport report = run(gateway, network, versions);
            Files.writeString(out, report.json().encodePrettily() + "\n");
            PrintWriter table = spec.commandLine().getOut();
            table.println(report.markdown());
            table.flush();
            return report.isGood() ? 0 : 1;
        }
    }

    private SwapsReport run(ForgeGateway gateway, Network network, TwoVersions versions)
            throws IOException {
        try (RunningGateway running = gateway.start(Cores.both(0, 1), "")) {
            running.awaitServing();
            var admin = new AdminClient(running.target());
            try (var load =
                    SteadyLoad.start(network, running.target(), mix(running.target()), RATE)) {
                Pause.of(WARM_UP);
                // each version once, before memory is looked at: what both need is loaded then
                swapAll(admin, versions, 2 * PLUGINS.size());
                awaitDrained(admin);
                SwapsReport.Memory before = SwapsReport.Memory.of(running);
                List<Long> millis = swapAll(admin, versions, times);
                awaitDrained(admin);
                Pause.of(TO_PROBE);
                SwapsReport.Memory after = SwapsReport.Memory.of(running);
                return new SwapsReport(
                        millis,
                        load.answered(),
                        load.wrong(),
                        load.notSent(),
                        SwapsReport.retained(running.target()),
                        before,
                        after);
            }
        }
    }

    private static List<SoakCall> mix(Target operator) {
        List<SoakCall> calls = new ArrayList<>();
        for (int i = 0; i < CALLS_A_STREAM; i++) {
            calls.add(SoakCall.of("calls", ChatCall.small(), operator, OK));
        }
        calls.add(SoakCall.of("streams", ChatCall.streamed(), operator, OK));
        return calls;
    }

    /// @return how long each took, in milliseconds
    private List<Long> swapAll(AdminClient admin, TwoVersions versions, int count)
            throws IOException {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String plugin = PLUGINS.get(i % PLUGINS.size());
            boolean second = i / PLUGINS.size() % 2 == 0;
            awaitRoom(admin, plugin);
            long begun = System.nanoTime();
            admin.send(
                    "/admin/plugins/" + plugin + "/swap",
                    "POST",
                    new JsonObject()
                            .put("version", second ? versions.first() : TwoVersions.SECOND)
                            .encode());
            millis.add((System.nanoTime() - begun) / 1_000_000);
            if ((i + 1) % 100 == 0) {
                progress().say(i + 1 + " swaps");
            }
        }
        return millis;
    }

    /// Only so many versions may drain at a time.
    private static void awaitRoom(AdminClient admin, String plugin) throws IOException {
        while (draining(admin, plugin) > 8) {
            Pause.of(LOOK);
        }
    }

    private static void awaitDrained(AdminClient admin) throws IOException {
        long deadline = System.nanoTime() + TO_DRAIN.toNanos();
        for (String plugin : PLUGINS) {
            while (draining(admin, plugin) > 0) {
                if (System.nanoTime() > deadline) {
                    throw new BenchmarkException("plugin " + plugin + " still drains");
                }
                Pause.of(LOOK);
            }
        }
    }

    private static long draining(AdminClient admin, String plugin) throws IOException {
        JsonArray plugins = admin.get("/admin/plugins?limit=100").getJsonArray("data");
        return plugins.stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("id").equals(plugin))
                .flatMap(each -> each.getJsonArray("other_versions").stream())
                .map(JsonObject.class::cast)
                .filter(version -> version.getString("state").equals("draining"))
                .count();
    }

    private Progress progress() {
        return new Progress(spec.commandLine().getErr());
    }
}
