// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.kernel.config.ConfigurationException;
import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.feature.Tier;
import ai.optimaforge.spi.model.Ability;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The operator's rules decide what `auto` goes by; one that can't hold is no start.
class RoutingRulesTest {
    private static final String RULES =
            """
            policies:
              eu:
                candidates: ["mistral/*", "*/eu-*"]
              thrifty:
                weights: {quality: 0.5, cost: 2}
            rules:
              - name: pictures of the free
                when: {needs: [vision], tiers: [free]}
                policy: cheap
              - when: {work: [code, maths], tokens-above: 1000}
                policy: thrifty
              - when: {tokens-below: 10}
                candidates: [up/small]
            """;

    @TempDir private Path conf;

    private RoutingRules rules(String yaml) throws IOException {
        Files.writeString(conf.resolve("routing.yaml"), yaml);
        return RoutingRules.read(new Sources(conf, Map.of(), List.of()));
    }

    private List<String> problems(String yaml) {
        return assertThrows(ConfigurationException.class, () -> rules(yaml)).problems();
    }

    private static Needs needs(WorkClass work, long tokens, Ability... abilities) {
        return new Needs(Set.of(abilities), tokens, 500, work);
    }

    @Test
    void should_go_by_the_first_rule_whose_conditions_are_met() throws IOException {
        RoutingRules rules = rules(RULES);
        Needs picture = needs(WorkClass.CODE, 2_000, Ability.VISION);
        assertEquals("auto:cheap", rules.policy("auto", picture, Tier.FREE).name());
        assertEquals("auto:thrifty", rules.policy("auto", picture, Tier.PRO).name());
        assertEquals("auto", rules.policy("auto", needs(WorkClass.CODE, 1_000), Tier.FREE).name());
        assertEquals("rules[2]", rules.policy("auto", needs(WorkClass.CODE, 9), Tier.FREE).name());
    }

    @Test
    void should_leave_a_policy_that_was_named_alone() throws IOException {
        Needs picture = needs(WorkClass.CODE, 2_000, Ability.VISION);
        assertEquals("auto:eu", rules(RULES).policy("auto:eu", picture, Tier.FREE).name());
    }

    @Test
    void should_admit_the_candidates_that_a_policy_lists() throws IOException {
        Policy eu = rules(RULES).policy("auto:eu", needs(WorkClass.OTHER, 1), Tier.FREE);
        assertTrue(eu.admits(Candidate.unknown("eu-west.large", 0.5)));
        assertFalse(eu.admits(Candidate.unknown("large", 0.5)));
        assertFalse(eu.admits(Candidate.unknown("us-eu-large", 0.5)));
    }

    @Test
    void should_take_what_is_left_out_of_weights_as_usual() throws IOException {
        Policy thrifty = rules(RULES).policy("auto:thrifty", needs(WorkClass.OTHER, 1), Tier.FREE);
        assertEquals(Optional.of(new Weights(0.5, 2, 0.2)), thrifty.weights());
    }

    @Test
    void should_have_ours_alone_when_there_is_no_file() {
        RoutingRules none = RoutingRules.read(new Sources(conf, Map.of(), List.of()));
        assertEquals("auto", none.policy("auto", needs(WorkClass.CODE, 9_999), Tier.FREE).name());
        assertEquals(
                Optional.of(Weights.FAST),
                none.policy("auto:fast", needs(WorkClass.CODE, 1), Tier.FREE).weights());
    }

    @ParameterizedTest
    @CsvSource({
        "auto:chaep, There is no routing policy chaep; did you mean cheap?",
        "auto:zzz, 'There is no routing policy zzz; there are best, cheap, fast.'",
        "auto:, 'There is no routing policy ; there are best, cheap, fast.'",
    })
    void should_name_the_policies_when_there_is_none_of_the_name(String name, String message) {
        ForgeException refusal =
                assertThrows(
                        ForgeException.class,
                        () ->
                                RoutingRules.none()
                                        .policy(name, needs(WorkClass.CODE, 1), Tier.FREE));
        assertEquals("model_not_found", refusal.errorCode().code());
        assertEquals(Optional.of("model"), refusal.param());
        assertEquals(message, refusal.message());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {policy: chaep} | rules[0].policy chaep is not there; did you mean cheap?",
                "- {when: {work: [coding]}, policy: cheap} | rules[0].when.work has coding, which"
                        + " is not one of [code, maths, extraction, conversation, creative,"
                        + " translation, long_document, other]",
                "- {when: {needs: [sight]}, policy: cheap} | rules[0].when.needs has sight, which"
                        + " is not one of [tools, vision, pdf, audio_in, audio_out, json_schema]",
                "- {when: {tiers: [gold]}, policy: cheap} | rules[0].when.tiers has gold, which is"
                        + " not one of [free, pro, ultimate, enterprise]",
                "- {when: {tokens-above: 10, tokens-below: 11}, policy: cheap} | rules[0].when can"
                        + " never match: no number of tokens is above 10 and below 11",
            })
    void should_name_the_rule_and_what_is_wrong_with_it(String rule, String message) {
        assertEquals(
                List.of("file " + conf.getFileName() + "/routing.yaml: " + message),
                problems("rules:\n  " + rule + "\n"));
    }

    @Test
    void should_refuse_a_rule_that_can_never_match_since_an_earlier_takes_its_calls() {
        List<String> problems =
                problems(
                        """
                        rules:
                          - name: all code
                            when: {work: [code, maths]}
                            policy: best
                          - when: {work: [code], tiers: [free], tokens-above: 5}
                            policy: cheap
                          - policy: fast
                          - when: {needs: [tools]}
                            policy: best
                        """);
        assertEquals(2, problems.size(), problems::toString);
        assertTrue(
                problems.getFirst()
                        .endsWith("rules[1] can never match: rule all code takes all its calls"),
                problems::toString);
        assertTrue(
                problems.getLast()
                        .endsWith("rules[3] can never match: rules[2] takes all its calls"),
                problems::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rules: [{when: {work: [code]}}] | policy, or weights and candidates, must be"
                        + " given",
                "rules: [{policy: cheap, candidates: [x/y]}] | policy, or weights and candidates,"
                        + " must be given",
                "rules: [{weights: {quality: -1}}] | rules[0].weights.quality = -1",
                "policies: {p: {weights: {cost: 101}}} | must be 0 to 100, not 101.0",
                "policies: {p: {weight: {cost: 1}}} | weight",
                "ruls: [] | ruls",
            })
    void should_refuse_the_file_when_it_says_what_cannot_be(String yaml, String message) {
        List<String> problems = problems(yaml + "\n");
        assertTrue(problems.stream().anyMatch(p -> p.contains(message)), problems::toString);
        assertTrue(problems.stream().allMatch(p -> p.contains("routing.yaml")), problems::toString);
    }
}
