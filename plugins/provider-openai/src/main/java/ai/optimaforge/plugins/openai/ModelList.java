// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.spi.model.ModelInfo;

import io.vertx.core.buffer.Buffer;

import java.util.List;

/// Reads an upstream's list of models.
final class ModelList {
    private ModelList() {}

    static List<ModelInfo> parse(Buffer body) {
        return UpstreamDocument.parse(isBareArray(body) ? wrapped(body) : body, "data")
                .objects("data")
                .stream()
                .filter(model -> !model.string("id").orElse("").isEmpty())
                .map(ModelList::info)
                .toList();
    }

    /// A list that the upstream does not tell.
    static List<ModelInfo> of(List<String> ids) {
        return ids.stream().map(id -> ModelInfo.of(id, ModelWords.mode(id))).toList();
    }

    /// Together.ai, for one, leaves the object around the list away.
    private static boolean isBareArray(Buffer body) {
        return body.length() > 0 && body.getByte(0) == '[';
    }

    private static Buffer wrapped(Buffer array) {
        return Buffer.buffer("{\"data\":").appendBuffer(array).appendString("}");
    }

    private static ModelInfo info(JsonDocument model) {
        String id = model.string("id").orElseThrow();
        return ModelInfo.of(id, ModelWords.mode(id))
                .withCreated(model.integer("created").orElse(0L))
                .withOwnedBy(model.string("owned_by").orElse(""));
    }
}
