// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.io.IOException;
import java.util.List;

/// The list of models.
public final class ModelListReply implements Reply {
    private final List<String> ids;

    private ModelListReply(List<String> ids) {
        this.ids = ids;
    }

    /// A list of these ids.
    public static ModelListReply of(String... ids) {
        return new ModelListReply(List.of(ids));
    }

    @Override
    public void play(RecordedRequest request, Wire wire) throws IOException {
        var data = new JsonArray();
        for (String id : ids) {
            data.add(
                    new JsonObject()
                            .put("id", id)
                            .put("object", "model")
                            .put("created", 1_735_689_600)
                            .put("owned_by", "fake"));
        }
        var list = new JsonObject().put("object", "list").put("data", data);
        HttpReply.ok().body(list).play(request, wire);
    }
}
