// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.testing.upstream.RecordedRequest;

import io.vertx.core.json.JsonObject;

/// A call that the upstream fails before it answers.
///
/// @param upstream the status that the upstream answers with
/// @param chat the status and the type of the error that a client of chat completions gets
/// @param messages the same for a client of Messages
record Failure(String name, int upstream, Told chat, Told messages) implements Case {
    private static final String WORDS = "what it said";

    record Told(int status, String type) {}

    @Override
    public Outcome run(Bench bench, Provider provider, Surface surface) {
        JsonObject request =
                Cases.saying("/fail %d %s".formatted(upstream, WORDS), provider, surface);
        if (provider.hasWire()) {
            bench.gateway().answer(provider.failure(upstream, WORDS).header("Retry-After", "7"));
        }
        Got got = bench.call(request, surface);
        Told told = surface.isChat() ? chat : messages;
        assertEquals(told.status(), got.status(), got::toString);
        assertTrue(got.error().startsWith(told.type() + ": "), got::toString);
        assertTrue(got.error().contains(WORDS), got::toString);
        if (!provider.hasWire()) {
            return new Outcome(surface.isChat() ? Mark.NATIVE : Mark.TRANSLATED);
        }
        if (upstream == 429) {
            assertEquals("7", got.retryAfter(), got::toString);
        }
        RecordedRequest received = bench.received();
        return new Outcome(Bench.way(request, received.json(), surface, received.path()));
    }

    /// An answer that breaks off: a stream amid its texts, a whole answer amid its bytes.
    record Amid(String name) implements Case {
        @Override
        public Outcome run(Bench bench, Provider provider, Surface surface) {
            JsonObject request = Cases.saying("/die 3", provider, surface);
            if (provider.hasWire()) {
                bench.gateway().answer(provider.reply(Said.text("One two"), Fate.DIES));
            }
            Got got = bench.call(request, surface);
            String type = surface.isChat() ? "provider_error" : "api_error";
            assertTrue(got.error().startsWith(type + ": "), got::toString);
            if (surface.streamed()) {
                assertEquals(200, got.status(), got::toString);
                assertFalse(got.text().isEmpty(), got::toString);
                assertFalse(got.complete(), got::toString);
            } else {
                assertEquals(502, got.status(), got::toString);
            }
            if (!provider.hasWire()) {
                return new Outcome(surface.isChat() ? Mark.NATIVE : Mark.TRANSLATED);
            }
            RecordedRequest received = bench.received();
            return new Outcome(Bench.way(request, received.json(), surface, received.path()));
        }
    }
}
