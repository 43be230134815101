// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.chat;

import static java.util.Locale.ROOT;

import ai.optimaforge.spi.model.Ability;
import ai.optimaforge.spi.model.CatalogModel;
import ai.optimaforge.spi.model.ModelFacts;
import ai.optimaforge.spi.model.Prices;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// Models as clients see them.
final class ModelDocuments {
    private ModelDocuments() {}

    static JsonObject list(List<CatalogModel> models) {
        JsonArray data = new JsonArray();
        models.forEach(model -> data.add(model(model)));
        return new JsonObject().put("object", "list").put("data", data);
    }

    static JsonObject model(CatalogModel model) {
        String owner = model.info().ownedBy();
        return new JsonObject()
                .put("id", model.id())
                .put("object", "model")
                .put("created", model.info().created())
                .put("owned_by", owner.isEmpty() ? model.instance() : owner)
                .put("forge", forge(model));
    }

    /// What is not known is null, so that a client can tell it from what is not there.
    private static JsonObject forge(CatalogModel model) {
        ModelFacts facts = model.info().facts();
        return new JsonObject()
                .put("instance", model.instance())
                .put("mode", model.info().mode().name().toLowerCase(ROOT))
                .put("description", model.info().description())
                .put("context", number(facts.context()))
                .put("max_output", number(facts.maxOutput()))
                .put(
                        "dimensions",
                        facts.dimensions().isPresent() ? facts.dimensions().getAsInt() : null)
                .put("can", facts.abilities().map(ModelDocuments::names).orElse(null))
                .put("prices", facts.prices().map(ModelDocuments::prices).orElse(null))
                .put("aliases", new JsonArray(facts.aliases()))
                .put("retires", facts.retires().map(Object::toString).orElse(null))
                .put("successor", facts.successor().orElse(null));
    }

    private static JsonArray names(Set<Ability> abilities) {
        return new JsonArray(abilities.stream().map(Ability::name).sorted().toList());
    }

    private static JsonObject prices(Prices prices) {
        JsonObject document =
                new JsonObject()
                        .put("input", prices.input())
                        .put("output", prices.output())
                        .put("cached", number(prices.cached()))
                        .put("cache_write", number(prices.cacheWrite()))
                        .put("reasoning", number(prices.reasoning()));
        return document.put(
                "long_context",
                prices.longContext()
                        .map(
                                step ->
                                        new JsonObject()
                                                .put("above", step.above())
                                                .put("input", step.input())
                                                .put("output", step.output()))
                        .orElse(null));
    }

    private static @Nullable Long number(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
