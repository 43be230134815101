// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

class ShippedFactsTest {
    private final KnownModels known = KnownModels.none();

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "google", "mistral", "groq", "together", "zai"})
    void should_know_all_models_of_a_vendor_when_one_is_used(String vendor) {
        assertTrue(FactsFile.of(vendor).size() > 5, vendor);
    }

    @Test
    void should_add_what_is_known_when_the_provider_tells_the_id_alone() {
        ModelFacts facts = complete("openai", "gpt-4o-mini").facts();

        assertEquals(128_000, facts.context().orElseThrow());
        assertTrue(facts.abilities().orElseThrow().contains(Ability.TOOLS));
        assertTrue(facts.prices().orElseThrow().input() > 0);
    }

    @Test
    void should_add_nothing_when_the_model_is_of_the_operators_own() {
        assertEquals(ModelFacts.UNKNOWN, complete("openai", "ours").facts());
        assertEquals(ModelFacts.UNKNOWN, complete("nobody", "gpt-4o-mini").facts());
    }

    private ModelInfo complete(String vendor, String model) {
        return known.complete(
                        "instance",
                        Optional.of(vendor),
                        List.of(ModelInfo.of(model, ModelMode.CHAT)))
                .getFirst();
    }
}
