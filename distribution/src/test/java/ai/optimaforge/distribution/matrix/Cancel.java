// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.distribution.support.Waiting;
import ai.optimaforge.testing.upstream.RecordedRequest;

import io.vertx.core.json.JsonObject;

/// A client that leaves amid an answer: the upstream feels it, and the platform is rid of the
/// call.
record Cancel(String name) implements Case {
    private static final String IN_FLIGHT = "forge_calls_in_flight ";

    @Override
    public Outcome run(Bench bench, Provider provider, Surface surface) {
        String directive = surface.streamed() ? "/stall 3" : "/stall";
        JsonObject request = Cases.saying(directive, provider, surface);
        double before = inFlight(bench);
        if (!provider.hasWire()) {
            bench.callAndLeave(request, surface, () -> await(bench, before + 1));
            await(bench, before);
            return new Outcome(surface.isChat() ? Mark.NATIVE : Mark.TRANSLATED);
        }
        bench.gateway().answer(provider.reply(Said.text("One two"), Fate.STALLS));
        RecordedRequest left = bench.callAndLeave(request, surface, bench::received);
        left.awaitAbort(Gateway.SOON);
        await(bench, before);
        return new Outcome(Bench.way(request, left.json(), surface, left.path()));
    }

    private static double await(Bench bench, double calls) {
        return Waiting.until(Gateway.SOON, () -> inFlight(bench), now -> now == calls);
    }

    private static double inFlight(Bench bench) {
        return bench.gateway()
                .client()
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(IN_FLIGHT))
                .mapToDouble(line -> Double.parseDouble(line.substring(IN_FLIGHT.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + IN_FLIGHT));
    }
}
