// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.Prices;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The list of facts that comes with the platform is read line by line, and no line is lost.
class FactsFileTest {
    private static JsonObject whole() throws IOException {
        try (InputStream file = FactsFile.class.getResourceAsStream("model-facts.json")) {
            return new JsonObject(
                    new String(
                            Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static ModelInfo model(String vendor, String id) {
        return Objects.requireNonNull(FactsFile.of(vendor).get(id), id);
    }

    @Test
    void should_have_every_model_of_the_file() throws IOException {
        Map<String, Set<String>> written = new HashMap<>();
        for (Object line : whole().getJsonArray("models")) {
            JsonObject model = (JsonObject) line;
            written.computeIfAbsent(model.getString("provider"), vendor -> new HashSet<>())
                    .add(model.getString("id"));
        }
        assertEquals(1_193, whole().getJsonArray("models").size());
        written.forEach((vendor, ids) -> assertEquals(ids, FactsFile.of(vendor).keySet(), vendor));
        assertEquals(1_193, written.values().stream().mapToInt(Set::size).sum());
    }

    @Test
    void should_read_all_that_a_line_says() {
        ModelInfo mini = model("openai", "gpt-4o-mini-2024-07-18");
        assertEquals(ModelMode.CHAT, mini.mode());
        assertEquals(128_000, mini.facts().context().orElseThrow());
        assertEquals(16_384, mini.facts().maxOutput().orElseThrow());
        assertEquals(Optional.of(LocalDate.of(2027, 1, 14)), mini.facts().retires());
        assertFalse(mini.facts().lacks(Ability.VISION));
        assertTrue(mini.facts().lacks(Ability.AUDIO_IN));
        Prices prices = mini.facts().prices().orElseThrow();
        assertEquals(0.15, prices.input());
        assertEquals(0.6, prices.output());
        assertEquals(OptionalDouble.of(0.075), prices.cached());
        assertEquals(OptionalDouble.empty(), prices.cacheWrite());
    }

    @Test
    void should_read_what_long_prompts_cost() throws IOException {
        for (Object line : whole().getJsonArray("models")) {
            JsonObject model = (JsonObject) line;
            if (model.containsKey("in_above_200k")) {
                Prices prices =
                        model(model.getString("provider"), model.getString("id"))
                                .facts()
                                .prices()
                                .orElseThrow();
                Prices.LongContext step = prices.longContext().orElseThrow();
                assertEquals(200_000, step.above());
                assertEquals(model.getDouble("in_above_200k"), step.input());
            }
        }
    }

    @Test
    void should_have_nothing_of_a_vendor_that_it_does_not_know() {
        assertTrue(FactsFile.of("nobody").isEmpty());
        assertTrue(FactsFile.of("").isEmpty());
        assertTrue(FactsFile.of("open").isEmpty());
    }
}
