// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;
import ai.optimaforge.spi.model.Prices;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// The operator's word wins over the provider's, and that over the list of facts.
class KnownModelsTest {
    private static final Optional<String> OPENAI = Optional.of("openai");

    @TempDir private Path conf;

    private KnownModels read(String yaml) throws IOException {
        Path models = Files.createDirectories(conf.resolve("models"));
        Files.writeString(models.resolve("some.yaml"), yaml);
        return KnownModels.read(new Sources(conf, Map.of(), List.of()));
    }

    private List<String> problems(String yaml) {
        return assertThrows(ConfigurationException.class, () -> read(yaml)).problems();
    }

    private static ModelInfo told(String id) {
        return ModelInfo.of(id, ModelMode.CHAT);
    }

    private static ModelFacts facts(KnownModels known, ModelInfo told) {
        return known.complete("up", OPENAI, List.of(told)).getFirst().facts();
    }

    @Test
    void should_take_every_field_that_the_operator_writes() throws IOException {
        KnownModels known =
                read(
                        """
                        id: up/mine
                        mode: embedding
                        context: 1000
                        max-output: 100
                        dimensions: 3
                        can: [tools, vision]
                        in: 1
                        out: 2
                        cached_in: 0.1
                        cache-write: 1.25
                        reasoning_out: 3
                        in_above_200k: 4
                        out-above-200k: 5
                        retires: 2030-01-31
                        successor: yours
                        aliases: [my, own]
                        quality: 0.7
                        """);
        ModelInfo mine = known.complete("up", Optional.empty(), List.of()).getFirst();
        assertEquals("mine", mine.id());
        assertEquals(ModelMode.EMBEDDING, mine.mode());
        ModelFacts facts = mine.facts();
        assertEquals(1_000, facts.context().orElseThrow());
        assertEquals(100, facts.maxOutput().orElseThrow());
        assertEquals(3, facts.dimensions().orElseThrow());
        assertEquals(Optional.of(Set.of(Ability.TOOLS, Ability.VISION)), facts.abilities());
        assertEquals(
                Optional.of(
                        new Prices(
                                1,
                                2,
                                OptionalDouble.of(0.1),
                                OptionalDouble.of(1.25),
                                OptionalDouble.of(3),
                                Optional.of(new Prices.LongContext(200_000, 4, 5)))),
                facts.prices());
        assertEquals(Optional.of(LocalDate.of(2030, 1, 31)), facts.retires());
        assertEquals(Optional.of("yours"), facts.successor());
        assertEquals(List.of("my", "own"), facts.aliases());
        assertEquals(Optional.of(0.7), known.quality("up", "mine"));
        assertEquals(Optional.empty(), known.quality("up", "other"));
    }

    @Test
    void should_know_nothing_more_when_the_operator_says_no_more() throws IOException {
        ModelInfo mine = read("id: up/mine").complete("up", Optional.empty(), List.of()).getFirst();
        assertEquals(ModelMode.CHAT, mine.mode());
        assertEquals(ModelFacts.UNKNOWN, mine.facts());
    }

    @Test
    void should_let_the_operator_win_over_the_provider_and_that_over_the_facts()
            throws IOException {
        KnownModels known =
                read(
                        """
                        - id: up/gpt-4o-mini
                          in: 7
                          out: 8
                        """);
        ModelInfo told =
                told("gpt-4o-mini")
                        .withFacts(ModelFacts.UNKNOWN.withContext(99).withPrices(Prices.of(5, 6)));
        ModelFacts facts = facts(known, told);
        assertEquals(Optional.of(Prices.of(7, 8)), facts.prices());
        assertEquals(99, facts.context().orElseThrow());
        assertEquals(16_384, facts.maxOutput().orElseThrow());
        assertEquals(Optional.of(Prices.of(5, 6)), facts(KnownModels.none(), told).prices());
        assertEquals(
                0.15,
                facts(KnownModels.none(), told("gpt-4o-mini")).prices().orElseThrow().input());
    }

    @Test
    void should_know_no_facts_of_an_instance_without_a_vendor() {
        assertEquals(
                ModelFacts.UNKNOWN,
                KnownModels.none()
                        .complete("up", Optional.empty(), List.of(told("gpt-4o-mini")))
                        .getFirst()
                        .facts());
    }

    @Test
    void should_add_models_that_the_operator_alone_knows_after_the_others() throws IOException {
        KnownModels known = read("- id: up/gpt-4o-mini\n- id: up/b\n- id: other/c\n");
        List<String> ids =
                known.complete("up", OPENAI, List.of(told("a"))).stream()
                        .map(ModelInfo::id)
                        .toList();
        assertEquals(List.of("a", "gpt-4o-mini", "b"), ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id: mine | id = mine | must be a provider instance, a slash and a model, not"
                        + " mine",
                "id: up/ | id = up/ | must be a provider instance, a slash and a model, not up/",
                "{id: up/m, mode: video} | mode = video | must be one of [chat, embedding, other]",
                "{id: up/m, can: [sight]} | can = sight | has sight, which is no ability; there"
                        + " are [audio_in, audio_out, json_schema, parallel_tools, pdf,"
                        + " prompt_caching, reasoning, system, tools, vision, web_search]",
                "{id: up/m, quality: 1.1} | quality = 1.1 | must be 0 to 1",
                "{id: up/m, context: 0} | context = 0 | must be at least 1",
                "{id: up/m, max-output: -1} | max-output = -1 | must be at least 1",
                "{id: up/m, in: 1} | in = 1 | must have out beside it",
                "{id: up/m, out: 1} | out = 1 | must have in beside it",
                "{id: up/m, cached-in: 1} | in | must be given where cached-in, cache-write or"
                        + " reasoning-out is",
                "{id: up/m, in: 1, out: 1, in-above-200k: 2} | in-above200k = 2 | must have"
                        + " outAbove200k beside it",
                "{id: up/m, in: -1, out: 1} | in = -1 | must be a price of 0 or more",
                "{id: up/m, in: 1, out: 1, cached_in: -1} | cached-in = -1 | must be a price of 0"
                        + " or more",
                "{id: up/m, retires: soon} | retires = soon | must be a day as 2027-01-31",
                "{id: up/m, contxt: 5} | contxt = 5 | unknown setting; did you mean context?",
                "{} | id | is required",
            })
    void should_name_what_is_wrong_with_a_file(String yaml, String setting, String message) {
        String file = "file " + conf.getFileName() + "/models/some.yaml:1";
        assertEquals(
                List.of("%s (%s): %s".formatted(setting, file, message)), problems(yaml + "\n"));
    }

    @Test
    void should_tell_of_all_faults_at_once_and_of_twins() {
        List<String> problems =
                problems("- {id: up/a, quality: 2}\n- {id: up/b}\n- {id: up/b}\n- {id: c}\n");
        assertEquals(3, problems.size(), problems::toString);
        assertTrue(problems.toString().contains("up/b is there twice"), problems::toString);
    }

    @Test
    void should_lead_to_the_successor_of_a_model_that_is_retired_and_gone() throws IOException {
        KnownModels known =
                read(
                        """
                        - {id: up/old, retires: 2020-01-01, successor: new}
                        - {id: up/older-1, retires: 2020-01-01}
                        - {id: up/young, retires: 2099-01-01, successor: new}
                        - {id: up/lost, retires: 2020-01-01, successor: nowhere}
                        """);
        List<ModelInfo> there = List.of(told("new"), told("older-2"));
        assertEquals("new", successor(known, "old", there).orElseThrow());
        assertEquals("older-2", successor(known, "older-1", there).orElseThrow());
        assertEquals(Optional.empty(), successor(known, "young", there));
        assertEquals(Optional.empty(), successor(known, "lost", there));
        assertEquals(Optional.empty(), successor(known, "never-heard-of", there));
    }

    private static Optional<String> successor(
            KnownModels known, String gone, List<ModelInfo> there) {
        return known.successor("up", Optional.empty(), gone, there).map(ModelInfo::id);
    }

    @Test
    void should_not_add_a_model_that_is_retired_and_of_which_the_provider_tells_nothing()
            throws IOException {
        KnownModels known =
                read(
                        """
                        - {id: up/gone, retires: 2020-01-01}
                        - {id: up/there, retires: 2020-01-01}
                        """);
        List<ModelInfo> models = known.complete("up", Optional.empty(), List.of(told("there")));
        assertEquals(List.of("there"), models.stream().map(ModelInfo::id).toList());
        assertTrue(KnownModels.isRetired(models.getFirst()));
        assertFalse(KnownModels.isRetired(told("m")));
    }
}
