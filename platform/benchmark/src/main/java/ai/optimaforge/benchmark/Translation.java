// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.fast.Shape;

import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The rows of what the platform does to a call, against a call that it passes through: it speaks
/// another wire than the caller, chooses the model, or makes a response of the answer and keeps
/// it. All columns are of one process.
final class Translation {
    /// What one measurement results in.
    ///
    /// @param processor what the platform used of the processor, in microseconds a call
    private record Run(Load.Result load, double processor) {
        double p50() {
            return load.p50() / 1e3;
        }
    }

    private static final String CALLS = "%,.0f";
    private static final String MICROS = "%,.0f";
    private static final String MILLIS = "%.3f";
    private static final String PERCENT = "%.0f %%";
    private static final String TIMES = "%.2f";
    private static final int STREAMS = 128;
    private static final String NOT_KEPT = "response, not kept";
    private static final String KEPT = "response, kept";

    private final Plan plan;
    private final Load load;
    private final Network network;
    private final Report report;
    private final Progress progress;

    Translation(Plan plan, Load load, Network network, Report report, Progress progress) {
        this.plan = plan;
        this.load = load;
        this.network = network;
        this.report = report;
        this.progress = progress;
    }

    /// Measures all of them, in a process of their own; what can't be is said and left out.
    void measure(ForgeGateway gateway, Cores cores) {
        Path conf = gateway.directory().resolve("conf");
        new VendorFiles(conf, gateway.upstream()).write();
        progress.say("starting " + gateway.name() + " to translate");
        try (RunningGateway running = gateway.start(cores, conf)) {
            running.awaitServing();
            measure(running);
        } catch (BenchmarkException e) {
            progress.say("translation is left out: " + e.getMessage());
        }
    }

    private void measure(RunningGateway running) {
        Contender through = calling(running, "passed through", "openai/fake");
        Contender anthropic = calling(running, "to Anthropic's wire", "anthropic/fake");
        Contender google = calling(running, "to Google's wire", "google/fake");
        Contender auto = calling(running, "auto", "auto");
        List<Contender> translated = List.of(through, anthropic, google);
        List.of(through, anthropic, google, auto).forEach(this::warmUp);
        Contender chosen = calling(running, "what auto chose, named", choice(auto.target()));
        warmUp(chosen);

        progress.say("translated calls");
        calls(translated);
        progress.say("translated histories");
        histories(translated);
        progress.say("translated streams");
        new ManyStreams(new StreamLoad(network, Shape.DEFAULT.deltas()), report)
                .measure(translated, STREAMS, plan.streamRounds(), "");
        progress.say("auto");
        choices(List.of(chosen, auto));
        progress.say("responses");
        responses(
                through,
                calling(running, NOT_KEPT, "openai/fake"),
                calling(running, KEPT, "openai/fake"));
    }

    private static Contender calling(RunningGateway running, String name, String model) {
        Target own = running.target();
        return new Contender(
                new Target(name, own.baseUrl(), own.key(), model), OptionalLong.of(running.pid()));
    }

    private static ApiCall whole(Target target) {
        return switch (target.name()) {
            case NOT_KEPT -> ResponseCall.whole(false);
            case KEPT -> ResponseCall.whole(true);
            default -> ChatCall.small();
        };
    }

    private void warmUp(Contender contender) {
        progress.say("warming up " + contender.name());
        Duration part = plan.warmUp().dividedBy(4);
        load.run(contender.target(), ChatCall.small(), 10, part);
        load.run(contender.target(), ChatCall.history(), 1, part);
    }

    /// The model that `auto` leads to, as `instance/model`.
    private String choice(Target auto) {
        try {
            JsonObject explain =
                    new JsonObject().put("routing", new JsonObject().put("explain", true));
            JsonObject body = new JsonObject(ChatCall.small().body(auto)).put("forge", explain);
            JsonObject routing =
                    new AdminClient(auto)
                            .send("/chat/completions", "POST", body.encode())
                            .getJsonObject("forge_metadata")
                            .getJsonObject("routing");
            progress.say(routing.getString("reason"));
            JsonObject best = routing.getJsonArray("candidates").getJsonObject(0);
            return best.getString("provider") + "/" + best.getString("model");
        } catch (IOException e) {
            throw new BenchmarkException("auto leads nowhere", e);
        }
    }

    private void calls(List<Contender> contenders) {
        Rounds<Run> ten = run(contenders, ChatCall.small(), 10);
        put("Calls/s, c = 10, 1 KB body", contenders, ten, CALLS, r -> r.load().callsPerSecond());
        compare(
                "Share of the calls that are passed through; bar: 60 %",
                contenders,
                ten,
                PERCENT,
                (own, first) -> 100 * own.load().callsPerSecond() / first.load().callsPerSecond());
        put("Processor time a call, µs", contenders, ten, MICROS, Run::processor);
    }

    private void histories(List<Contender> contenders) {
        Rounds<Run> one = run(contenders, ChatCall.history(), 1);
        put("p50 of 400 messages, 1 MB, at c = 1, ms", contenders, one, MILLIS, Run::p50);
        compare(
                "Times as long as passed through; bar: 2",
                contenders,
                one,
                TIMES,
                (own, first) -> own.p50() / first.p50());
        put("Processor time of 400 messages, µs", contenders, one, MICROS, Run::processor);
    }

    private void choices(List<Contender> contenders) {
        Rounds<Run> one = run(contenders, ChatCall.small(), 1);
        put("p50 at c = 1, 1 KB body, ms", contenders, one, MILLIS, Run::p50);
        compare(
                "p50 added by the choice, ms; bar: 0.2",
                contenders,
                one,
                MILLIS,
                (own, first) -> own.p50() - first.p50());
        put("Processor time a call at c = 1, µs", contenders, one, MICROS, Run::processor);
    }

    private void responses(Contender through, Contender notKept, Contender kept) {
        for (Contender contender : List.of(notKept, kept)) {
            progress.say("warming up " + contender.name());
            load.run(contender.target(), whole(contender.target()), 10, plan.warmUp());
        }
        List<Contender> contenders = List.of(through, notKept, kept);
        Rounds<Run> ten = run(contenders, Translation::whole, 10);
        put(
                "Answers/s by either API, c = 10",
                contenders,
                ten,
                CALLS,
                r -> r.load().callsPerSecond());
        compare(
                "Share of the chat calls; bars: 50 %, kept 30 %",
                contenders,
                ten,
                PERCENT,
                (own, first) -> 100 * own.load().callsPerSecond() / first.load().callsPerSecond());
        put("Processor time an answer, µs", contenders, ten, MICROS, Run::processor);
    }

    private Rounds<Run> run(List<Contender> contenders, ApiCall call, int connections) {
        return run(contenders, target -> call, connections);
    }

    private Rounds<Run> run(
            List<Contender> contenders, Function<Target, ApiCall> call, int connections) {
        long pid = contenders.getFirst().pid().orElseThrow();
        return Rounds.of(
                plan.rounds(),
                contenders,
                target -> {
                    double before = ProcessorTime.seconds(pid);
                    Load.Result result =
                            load.run(target, call.apply(target), connections, plan.run());
                    double used = ProcessorTime.seconds(pid) - before;
                    double calls = result.callsPerSecond() * plan.run().toMillis() / 1e3;
                    return new Run(result, 1e6 * used / calls);
                });
    }

    private void put(
            String row,
            List<Contender> contenders,
            Rounds<Run> rounds,
            String format,
            ToDoubleFunction<Run> figure) {
        for (Contender contender : contenders) {
            try {
                long failed =
                        rounds.of(contender).stream().mapToLong(r -> r.load().failures()).sum();
                if (failed > 0) {
                    throw new BenchmarkException(failed + " calls failed");
                }
                report.put(row, contender.name(), format, rounds.samples(contender, figure));
            } catch (BenchmarkException e) {
                report.fail(row, contender.name(), e);
            }
        }
    }

    /// Puts what comes of each contender's run and the first one's run of the same round.
    private void compare(
            String row,
            List<Contender> contenders,
            Rounds<Run> rounds,
            String format,
            BiFunction<Run, Run, Double> figure) {
        for (Contender contender : contenders.subList(1, contenders.size())) {
            try {
                List<Run> first = rounds.of(contenders.getFirst());
                List<Run> own = rounds.of(contender);
                var samples = new Samples();
                for (int round = 0; round < own.size(); round++) {
                    samples.add(figure.apply(own.get(round), first.get(round)));
                }
                report.put(row, contender.name(), format, samples);
            } catch (BenchmarkException e) {
                report.fail(row, contender.name(), e);
            }
        }
    }
}
