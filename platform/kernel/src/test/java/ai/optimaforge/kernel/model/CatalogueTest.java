// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.catalog.KnownModels;
import ai.optimaforge.spi.Caller;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.model.Capability;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

class CatalogueTest {
    private final Catalogue catalogue =
            catalogue(
                    StubProvider.has("groq", "llama-3", "meta/llama-4"),
                    StubProvider.has("meta", "llama-4", "llama-3"),
                    StubProvider.allowing("only", List.of("small"), "small", "large"));

    private static Catalogue catalogue(ProviderInstance... instances) {
        return new Catalogue(
                List.of(instances), KnownModels.none(), Optional.empty(), TierModels.ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "llama-3, llama-3, true",
        "groq/llama-3, meta/llama-3, false",
        "groq/llama-3, llama-3, true",
        "llama-*, meta/llama-4, true",
        "*/llama-3, meta/llama-3, true",
        "g*, meta/llama-3, false",
        "crowd/llama-3, meta/llama-3, true",
        "crowd/*, groq/llama-3, true",
        "nobody, groq/llama-3, false",
    })
    void should_keep_a_tier_to_its_models(String pattern, String name, boolean allowed) {
        var limited =
                new Catalogue(
                        List.of(
                                StubProvider.inGroup("meta", "crowd", "llama-3", "llama-4"),
                                StubProvider.inGroup("groq", "crowd", "llama-3")),
                        KnownModels.none(),
                        Optional.empty(),
                        new TierModels(
                                tier -> tier == Tier.ENTERPRISE ? List.of(pattern) : List.of()));
        if (allowed) {
            assertEquals(
                    name.substring(name.indexOf('/') + 1),
                    resolve(limited, name, Capability.CHAT).model());
        } else {
            ForgeException refusal = refusal(() -> resolve(limited, name, Capability.CHAT));
            assertEquals("model_not_found", refusal.errorCode().code());
        }
    }

    private static ForgeException refusal(Runnable work) {
        return assertThrows(ForgeException.class, work::run);
    }

    private Offer chat(String name) {
        return resolve(catalogue, name, Capability.CHAT);
    }

    private static Offer resolve(Catalogue catalogue, String name, Capability capability) {
        return catalogue.resolve(name, capability, Caller.platform(), true).offers().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "llama-3, groq, llama-3",
        "meta/llama-3, meta, llama-3",
        "meta/llama-4, meta, llama-4",
        "groq/meta/llama-4, groq, meta/llama-4",
        "llama-4, meta, llama-4",
        "small, only, small",
        "only/small, only, small",
        "groq/not-in-its-list, groq, not-in-its-list",
    })
    void should_lead_there_when_the_name_is_known(String name, String instance, String model) {
        Offer target = chat(name);
        assertEquals(instance, target.instance());
        assertEquals(model, target.model());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"large", "only/large", "groq/", "unknown", "unknown/llama-3", "AUTO", "/"})
    void should_be_not_found_when_the_name_leads_nowhere(String name) {
        ForgeException refusal = refusal(() -> chat(name));
        assertEquals("model_not_found", refusal.errorCode().code());
        assertEquals(Optional.of("model"), refusal.param());
        assertTrue(refusal.message().startsWith("There is no model " + name + "."));
    }

    @ParameterizedTest
    @CsvSource({
        "lama-3, Did you mean llama-3?",
        "grok/llama-3, Did you mean groq/llama-3?",
        "only/smal, Did you mean only/small?",
    })
    void should_name_the_nearest_when_the_name_is_mistyped(String name, String hint) {
        assertTrue(refusal(() -> chat(name)).message().endsWith(hint));
    }

    @Test
    void should_name_nothing_when_nothing_is_near() {
        assertEquals(
                "There is no model completely-other.",
                refusal(() -> chat("completely-other")).message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-3", "groq/llama-3"})
    void should_refuse_and_name_the_model_when_its_provider_does_not_claim_it(String name) {
        ForgeException refusal = refusal(() -> resolve(catalogue, name, Capability.EMBEDDINGS));
        assertEquals(400, refusal.errorCode().status());
        assertEquals(Optional.of("model"), refusal.param());
        assertEquals("The provider of model " + name + " cannot do embeddings.", refusal.message());
    }

    @Test
    void should_keep_the_order_of_the_instances_when_all_models_are_listed() {
        assertEquals(
                List.of(
                        "groq/llama-3",
                        "groq/meta/llama-4",
                        "meta/llama-4",
                        "meta/llama-3",
                        "only/small"),
                catalogue.models(Caller.platform()).stream().map(model -> model.id()).toList());
    }

    @Test
    void should_describe_the_model_when_it_is_named_either_way() {
        assertEquals("groq/llama-3", catalogue.describe("llama-3", Caller.platform()).id());
        assertEquals("meta/llama-3", catalogue.describe("meta/llama-3", Caller.platform()).id());
        refusal(() -> catalogue.describe("auto", Caller.platform()));
    }

    @Test
    void should_have_what_the_operator_allows_when_the_upstream_tells_nothing() {
        var silent =
                resolve(catalogue(StubProvider.allowing("x", List.of("m"))), "m", Capability.CHAT);
        assertEquals("x", silent.instance());
    }
}
