// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import ai.optimaforge.testing.upstream.fast.FastUpstream;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Runs the measurements in their order: upstream and load on one core and the gateways on
/// another, then all on both.
final class Rig {
    /// On two cores, where the gateway is not alone on one of them, so many streams are asked
    /// for.
    private static final int MOST_STREAMS = 1024;

    private final Plan plan;
    private final FastUpstream upstream;
    private final Load load;
    private final Report report;
    private final Progress progress;
    private final StreamLoad streamLoad;
    private final ManyStreams streams;
    private final List<Gateway> gateways;
    private final List<Contender> others;

    /// @param gateways those that the rig starts
    /// @param others those that run already
    Rig(
            Plan plan,
            FastUpstream upstream,
            Load load,
            StreamLoad streamLoad,
            Report report,
            Progress progress,
            List<Gateway> gateways,
            List<Contender> others) {
        this.plan = plan;
        this.upstream = upstream;
        this.load = load;
        this.report = report;
        this.progress = progress;
        this.streamLoad = streamLoad;
        this.streams = new ManyStreams(streamLoad, report);
        this.gateways = gateways;
        this.others = others;
    }

    /// All rows but the widest, each gateway on one core, this process on another.
    void runOnOneCore(Cores rig, Cores gateway) {
        rig.bind(ProcessHandle.current().pid());
        withContenders(
                gateway,
                plan.warmUp(),
                contenders -> {
                    progress.say("whole calls");
                    new WholeCalls(load, plan, report).measure(contenders);
                    for (int count : plan.streams()) {
                        progress.say(count + " streams");
                        streams.measure(contenders, count, plan.streamRounds(), "");
                    }
                    progress.say("clients that leave");
                    new Departures(new AbortProbe(upstream), report)
                            .measure(contenders, plan.departures());
                    contenders.forEach(this::putMemory);
                    streamResponses(contenders);
                });
        measureStarts(gateway, " (one core)");
    }

    /// By those that know the API, the widest row of one core.
    private void streamResponses(List<Contender> contenders) {
        int count = plan.streams().getLast();
        for (StreamKind kind : List.of(StreamKind.RESPONSE, StreamKind.KEPT_RESPONSE)) {
            StreamLoad responses = streamLoad.of(kind);
            progress.say(count + " " + kind.title().toLowerCase(Locale.ROOT));
            List<Contender> able =
                    contenders.stream().filter(each -> knows(each, responses, count)).toList();
            new ManyStreams(responses, report).measure(able, count, plan.streamRounds(), "");
        }
    }

    /// Whether a contender has whole streams of a kind. One that has is warm then.
    private boolean knows(Contender contender, StreamLoad streams, int count) {
        Target target = contender.target();
        return Calls.isServing(target, streams.kind().request(target))
                && streams.run(target, plan.streams().getFirst()).whole() > 0
                && streams.repeat(target, count, plan.warmUp()) > 0;
    }

    /// The widest row and the starts, nothing bound to a core of its own.
    void runOnTwoCores(Cores all) {
        all.bind(ProcessHandle.current().pid());
        withContenders(
                all,
                plan.warmUp().dividedBy(2),
                contenders -> {
                    progress.say(MOST_STREAMS + " streams on two cores");
                    streams.measure(contenders, MOST_STREAMS, plan.streamRounds(), " (two cores)");
                });
        measureStarts(all, " (two cores)");
    }

    private interface Measurement {
        /// @param contenders the first is the direct call
        void of(List<Contender> contenders);
    }

    private void withContenders(Cores cores, Duration warmUp, Measurement measurement) {
        List<RunningGateway> running = new ArrayList<>();
        try {
            var direct = new Target("direct", URI.create(upstream.baseUrl()), "none", "fake");
            List<Contender> contenders = new ArrayList<>();
            contenders.add(new Contender(direct, OptionalLong.empty()));
            for (Gateway gateway : gateways) {
                start(gateway, cores, running).ifPresent(contenders::add);
            }
            for (Contender other : others) {
                if (Calls.isServing(other.target())) {
                    other.pid().ifPresent(cores::bind);
                    contenders.add(other);
                } else {
                    progress.say(other.target() + " answers no chat call and is left out");
                }
            }
            contenders.forEach(contender -> warmUp(contender, warmUp));
            measurement.of(contenders);
        } finally {
            running.forEach(RunningGateway::close);
        }
    }

    /// Starts a gateway and waits until it serves; one that does not is left out.
    private Optional<Contender> start(Gateway gateway, Cores cores, List<RunningGateway> running) {
        progress.say("starting " + gateway.name());
        try {
            RunningGateway started = gateway.start(cores);
            running.add(started);
            started.awaitServing();
            return Optional.of(Contender.of(started));
        } catch (BenchmarkException e) {
            progress.say(gateway.name() + " is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void warmUp(Contender contender, Duration duration) {
        progress.say("warming up " + contender.name() + " for " + duration.toSeconds() + " s");
        Duration part = Duration.ofSeconds(Math.max(1, duration.toSeconds() / 4));
        try {
            // what is measured first comes last: a JVM takes what it compiled back when it meets
            // something else, and some seconds to compile it again
            streamLoad.run(contender.target(), plan.streams().getFirst());
            load.run(contender.target(), ChatCall.large(), 10, part);
            load.run(contender.target(), ChatCall.small(), 64, part);
            load.run(contender.target(), ChatCall.small(), 10, part.multipliedBy(2));
        } catch (BenchmarkException e) {
            progress.say(contender.name() + ": " + e.getMessage());
        }
    }

    private void putMemory(Contender contender) {
        if (contender.pid().isEmpty()) {
            return;
        }
        String row = "Memory (RSS) after the load, MB";
        try {
            var samples = new Samples();
            samples.add(Memory.residentMegabytes(contender.pid().getAsLong()));
            report.put(row, contender.name(), "%.0f", samples);
        } catch (BenchmarkException e) {
            report.fail(row, contender.name(), e);
        }
    }

    private void measureStarts(Cores cores, String on) {
        for (Gateway gateway : gateways) {
            progress.say("starting " + gateway.name() + " " + plan.starts() + " times");
            new Starts(report).measure(gateway, cores, plan.starts(), on);
        }
    }
}
