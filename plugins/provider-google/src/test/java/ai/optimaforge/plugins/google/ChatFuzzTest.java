// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ChatRequest;
import ai.optimaforge.testing.TestCall;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Any valid request reaches a model with all that it says, in a shape that Google takes: the
/// fake upstream would refuse another.
class ChatFuzzTest extends ProviderTest {
    private static final int REQUESTS = 2000;

    @Test
    void should_lose_no_text_and_no_call_whatever_is_asked() {
        for (long seed = 0; seed < REQUESTS; seed++) {
            RandomChat chat = new RandomChat(seed);
            ChatRequest request = new ChatRequest(JsonDocument.of(chat.request()));
            JsonObject answer = ask(request, seed);
            assertEquals("chat.completion", answer.getString("object"));
            JsonObject sent = upstream.nextRequest(SOON).json();
            List<String> said = new ArrayList<>();
            strings(sent, said);
            Set<String> all = new HashSet<>(said);
            for (String text : chat.texts()) {
                assertTrue(holds(all, text), "seed " + seed + " lost " + text + " in " + sent);
            }
            for (String id : chat.calls()) {
                assertEquals(
                        2,
                        said.stream().filter(id::equals).count(),
                        "seed " + seed + " lost call " + id);
            }
        }
    }

    private JsonObject ask(ChatRequest request, long seed) {
        try {
            return loop.call(() -> provider.chat(request, new TestCall())).document().toJson();
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + request.document(), e);
        }
    }

    /// The texts of a message of parts may have become one.
    private static boolean holds(Collection<String> said, String text) {
        return said.contains(text) || said.stream().anyMatch(longer -> longer.contains(text));
    }

    private static void strings(Object value, Collection<String> into) {
        switch (value) {
            case String text -> into.add(text);
            case JsonObject object -> object.forEach(member -> strings(member.getValue(), into));
            case JsonArray array -> array.forEach(element -> strings(element, into));
            case null, default -> {}
        }
    }
}
