// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.ModelInfo;
import ai.optimaforge.spi.model.ModelMode;

import io.vertx.core.buffer.Buffer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// One page of an upstream's list of models.
///
/// @param models the models that can be called
/// @param traits what the wire takes for each, in the same order
/// @param next the id after which the next page begins; empty on the last one
record ModelList(List<ModelInfo> models, List<ModelTraits> traits, Optional<String> next) {
    static ModelList parse(Buffer body, String owner) {
        JsonDocument page = UpstreamDocument.parse(body);
        List<JsonDocument> listed =
                page.objects("data").stream()
                        .filter(model -> !model.string("id").orElse("").isEmpty())
                        // a retired one stays listed, and fails when it is called
                        .filter(model -> !model.string("lifecycle").orElse("").equals("retired"))
                        .toList();
        return new ModelList(
                listed.stream().map(model -> info(model, owner)).toList(),
                listed.stream().map(ModelList::traits).toList(),
                page.flag("has_more").orElse(false) ? page.string("last_id") : Optional.empty());
    }

    private static ModelTraits traits(JsonDocument model) {
        return ModelTraits.told(model.string("id").orElseThrow(), model);
    }

    private static ModelInfo info(JsonDocument model, String owner) {
        return ModelInfo.of(model.string("id").orElseThrow(), ModelMode.CHAT)
                .withCreated(time(model, "created_at").map(Instant::getEpochSecond).orElse(0L))
                .withOwnedBy(owner)
                .withDescription(model.string("display_name").orElse(""))
                .withFacts(facts(model));
    }

    private static ModelFacts facts(JsonDocument model) {
        return new ModelFacts(
                count(model, "max_input_tokens"),
                count(model, "max_tokens"),
                OptionalInt.empty(),
                model.object("capabilities").map(ModelList::abilities),
                Optional.empty(),
                List.of(),
                time(model, "retires_at").map(time -> time.atZone(ZoneOffset.UTC).toLocalDate()),
                Optional.empty());
    }

    private static OptionalLong count(JsonDocument model, String name) {
        return model.integer(name)
                .filter(tokens -> tokens > 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /// What every model of this wire can do, by itself or by our translation, and what the list
    /// says of this one.
    private static Set<Ability> abilities(JsonDocument capabilities) {
        Set<Ability> abilities =
                new HashSet<>(
                        Set.of(
                                Ability.TOOLS,
                                Ability.PARALLEL_TOOLS,
                                Ability.SYSTEM,
                                Ability.JSON_SCHEMA,
                                Ability.PROMPT_CACHING));
        add(abilities, capabilities, "image_input", Ability.VISION);
        add(abilities, capabilities, "pdf_input", Ability.PDF);
        add(abilities, capabilities, "thinking", Ability.REASONING);
        return abilities;
    }

    private static void add(
            Set<Ability> abilities, JsonDocument capabilities, String name, Ability ability) {
        if (ModelTraits.supports(capabilities, name).orElse(false)) {
            abilities.add(ability);
        }
    }

    private static Optional<Instant> time(JsonDocument model, String name) {
        return model.string(name).flatMap(ModelList::parseTime);
    }

    private static Optional<Instant> parseTime(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
