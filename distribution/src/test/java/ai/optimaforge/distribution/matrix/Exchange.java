// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.ToolCall;

import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A question and its answer.
final class Exchange implements Case {
    /// Stands in a request for what the user says last.
    private static final String ASK = "@ask";

    private static final int BAD_REQUEST = 400;

    private final String name;
    private Optional<String> chat = Optional.empty();
    private Optional<String> messages = Optional.empty();
    private String ask = "Say something";
    private String toldToSandbox = "";
    private Said said = Said.text("Something: é😀");
    private Said saidBySandbox = Said.text("This is the sandbox, not a model. You said: " + ask);
    private Said.Tokens countedBySandbox = new Said.Tokens(0, 0, 0, 0);
    private boolean withoutEffectInSandbox;
    private final Map<Provider, Said> comesOver = new EnumMap<>(Provider.class);
    private final Map<Provider, Map<String, Object>> reaches = new EnumMap<>(Provider.class);

    private Exchange(String name) {
        this.name = name;
    }

    static Exchange of(String name) {
        return new Exchange(name);
    }

    @Override
    public String name() {
        return name;
    }

    /// What a client of chat completions sends, without the model.
    Exchange chat(String body) {
        chat = Optional.of(body);
        return this;
    }

    /// What a client of Messages sends, without the model.
    Exchange messages(String body) {
        messages = Optional.of(body);
        return this;
    }

    /// The same, where both dialects have the same words.
    Exchange both(String body) {
        return chat(body).messages(body);
    }

    /// What the model says to it.
    Exchange says(Said value) {
        said = value;
        return this;
    }

    /// What the client gets where this wire has no place for the model's own words.
    Exchange comesOver(Provider provider, Said value) {
        comesOver.put(provider, value);
        return this;
    }

    /// What the sandbox is told instead, in its directives, and says.
    Exchange inSandbox(String directives, Said answer) {
        toldToSandbox = directives;
        saidBySandbox = answer;
        return this;
    }

    /// How many words the sandbox sees in the prompt and says.
    Exchange counted(int prompt, int answer) {
        countedBySandbox = new Said.Tokens(prompt, 0, answer, 0);
        return this;
    }

    /// The sandbox answers as if this had not been asked for.
    Exchange withoutEffectInSandbox() {
        withoutEffectInSandbox = true;
        return this;
    }

    /// What of it must reach a wire to which it is translated.
    ///
    /// @param pointer a JSON pointer into the request that the upstream gets
    Exchange reaches(Provider provider, String pointer, Object value) {
        reaches.computeIfAbsent(provider, wire -> new LinkedHashMap<>()).put(pointer, value);
        return this;
    }

    @Override
    public Outcome run(Bench bench, Provider provider, Surface surface) {
        Optional<String> body = surface.isChat() ? chat : messages;
        if (body.isEmpty()) {
            return new Outcome(Mark.NOT_SAID);
        }
        String asked = provider.hasWire() || toldToSandbox.isEmpty() ? ask : toldToSandbox;
        String text = body.get().replace(ASK, asked.replace("\"", "\\\"").replace("\n", "\\n"));
        JsonObject request = Bench.request(new JsonObject(text), provider, surface);
        if (provider.hasWire()) {
            bench.gateway().answer(provider.reply(said, Fate.COMES));
        }
        Got got = bench.call(request, surface);
        if (got.status() == BAD_REQUEST) {
            assertFalse(
                    bench.gateway().upstream().hasUnseen(),
                    () -> "the upstream refuses what it got: " + got + sent(bench));
            return new Outcome(Mark.REFUSED, got.error());
        }
        assertEquals(200, got.status(), got::toString);
        assertTrue(got.complete(), got::toString);
        return provider.hasWire()
                ? overWire(bench.received(), request, got, provider, surface)
                : inSandbox(got, surface);
    }

    private static String sent(Bench bench) {
        return bench.gateway().received().text();
    }

    private Outcome overWire(
            RecordedRequest received,
            JsonObject request,
            Got got,
            Provider provider,
            Surface surface) {
        Mark mark = Bench.way(request, received.json(), surface, received.path());
        if (mark == Mark.TRANSLATED) {
            assertReached(received, provider);
        }
        List<String> remarks = new ArrayList<>(got.notices());
        check(got, comesOver.getOrDefault(provider, said), remarks);
        assertEquals(Said.TOKENS, got.tokens().orElseThrow(), got::toString);
        return new Outcome(mark, String.join(" ", remarks));
    }

    private void assertReached(RecordedRequest received, Provider provider) {
        reaches.getOrDefault(provider, Map.of())
                .forEach(
                        (pointer, value) ->
                                assertEquals(
                                        value,
                                        JsonPointer.from(pointer).queryJson(received.json()),
                                        () -> pointer + " of " + received.text()));
    }

    private Outcome inSandbox(Got got, Surface surface) {
        List<String> remarks = new ArrayList<>(got.notices());
        check(got, saidBySandbox, remarks);
        if (countedBySandbox.prompt() > 0) {
            assertEquals(countedBySandbox, got.tokens().orElseThrow());
        }
        Mark mark = surface.isChat() ? Mark.NATIVE : Mark.TRANSLATED;
        return new Outcome(
                withoutEffectInSandbox ? Mark.WITHOUT_EFFECT : mark, String.join(" ", remarks));
    }

    private static void check(Got got, Said expected, List<String> remarks) {
        assertEquals(expected.text(), got.text(), got::toString);
        assertEquals(expected.thoughts(), got.thoughts(), got::toString);
        assertEquals(
                expected.calls().stream().map(Exchange::shown).toList(),
                got.calls().stream().map(call -> call.name() + call.arguments()).toList(),
                got::toString);
        assertEquals(
                got.calls().size(),
                got.calls().stream()
                        .map(Got.Called::id)
                        .filter(id -> !id.isEmpty())
                        .distinct()
                        .count(),
                got::toString);
        End end = got.end().orElseThrow();
        if (expected.end() == End.STOP && end == End.NATURAL) {
            remarks.add("The answer ends as if it were over: where it stopped is not told.");
        } else {
            assertEquals(expected.end(), end, got::toString);
        }
    }

    private static String shown(ToolCall call) {
        return call.name() + new JsonObject(call.arguments());
    }
}
