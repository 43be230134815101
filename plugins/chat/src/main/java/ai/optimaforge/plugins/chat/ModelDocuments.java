// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.chat;

import ai.optimaforge.spi.model.CatalogModel;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Locale;

/// Models as clients see them.
final class ModelDocuments {
    private ModelDocuments() {}

    static JsonObject list(List<CatalogModel> models) {
        JsonArray data = new JsonArray();
        models.forEach(model -> data.add(model(model)));
        return new JsonObject().put("object", "list").put("data", data);
    }

    static JsonObject model(CatalogModel model) {
        JsonObject forge =
                new JsonObject()
                        .put("instance", model.instance())
                        .put("mode", model.info().mode().name().toLowerCase(Locale.ROOT))
                        .put("description", model.info().description());
        String owner = model.info().ownedBy();
        return new JsonObject()
                .put("id", model.id())
                .put("object", "model")
                .put("created", model.info().created())
                .put("owned_by", owner.isEmpty() ? model.instance() : owner)
                .put("forge", forge);
    }
}
