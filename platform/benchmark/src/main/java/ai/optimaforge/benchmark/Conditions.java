// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonObject;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a reader must know of a run to make something of its figures.
final class Conditions {
    /// Where others use more of the machine than this, it is not measured but shared.
    private static final double TOO_BUSY = 0.05;

    private final Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /// Taken before the rig binds itself to fewer.
    private final int processors = Runtime.getRuntime().availableProcessors();

    private final Plan plan;
    private final String load;
    private final boolean nativeTransport;
    private final List<Long> gateways;
    private final Optional<ProcessorTime> start;
    private Optional<Double> others = Optional.empty();

    /// @param nativeTransport whether upstream and clients run on the system's own event
    /// notification
    /// @param gateways the processes of gateways that the rig does not start
    Conditions(Plan plan, Load load, boolean nativeTransport, List<Long> gateways) {
        this.plan = plan;
        this.load = load.name();
        this.nativeTransport = nativeTransport;
        this.gateways = List.copyOf(gateways);
        this.start = ProcessorTime.now(gateways);
    }

    /// Takes note of the end of the run.
    void end() {
        others =
                start.flatMap(
                        from -> ProcessorTime.now(gateways).map(to -> to.usedByOthersSince(from)));
    }

    /// What stands over the table.
    String summary() {
        String summary =
                String.format(
                        Locale.ROOT,
                        "%s; medians of %d rounds of %d s; load by %s; %d processors; Java %d.",
                        date,
                        plan.rounds(),
                        plan.run().toSeconds(),
                        load,
                        processors,
                        Runtime.version().feature());
        return summary + others.map(Conditions::sharing).orElse("");
    }

    private static String sharing(double others) {
        String sharing =
                String.format(Locale.ROOT, " Others used %.0f %% of the machine.", 100 * others);
        return others < TOO_BUSY ? sharing : sharing + " That is too much: the figures say little.";
    }

    JsonObject json() {
        return new JsonObject()
                .put("date", date.toString())
                .put("rounds", plan.rounds())
                .put("seconds_a_round", plan.run().toSeconds())
                .put("load", load)
                .put("native_transport", nativeTransport)
                .put("processors", processors)
                .put("java", Runtime.version().toString())
                .put("used_by_others", others.orElse(null));
    }
}
