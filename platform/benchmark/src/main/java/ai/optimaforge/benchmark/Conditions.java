// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.benchmark;

import io.vertx.core.json.JsonObject;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// What a reader must know of a run to make something of its figures.
///
/// @param date when it began
/// @param plan how much was measured
/// @param load what made the calls
/// @param nativeTransport whether upstream and clients ran on the system's own event notification
/// @param loadAverage the load of the machine before the run
record Conditions(
        Instant date, Plan plan, String load, boolean nativeTransport, double loadAverage) {
    /// A machine that is loaded beyond this has something else to do than to be measured.
    private static final double BUSY = 1.0;

    static Conditions now(Plan plan, Load load, boolean nativeTransport) {
        Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new Conditions(date, plan, load.name(), nativeTransport, currentLoadAverage());
    }

    /// One line to stand over the table.
    String summary() {
        String summary =
                String.format(
                        Locale.ROOT,
                        "%s; medians of %d rounds of %d s; load by %s; %d processors; Java %s;"
                                + " load average before %.1f.",
                        date,
                        plan.rounds(),
                        plan.run().toSeconds(),
                        load,
                        processors(),
                        Runtime.version().feature(),
                        loadAverage);
        return loadAverage < BUSY
                ? summary
                : summary + " The machine was busy with something else: the figures say little.";
    }

    JsonObject json() {
        return new JsonObject()
                .put("date", date.toString())
                .put("rounds", plan.rounds())
                .put("seconds_a_round", plan.run().toSeconds())
                .put("load", load)
                .put("native_transport", nativeTransport)
                .put("processors", processors())
                .put("java", Runtime.version().toString())
                .put("load_average_before", loadAverage)
                .put("load_average_after", currentLoadAverage());
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static double currentLoadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
