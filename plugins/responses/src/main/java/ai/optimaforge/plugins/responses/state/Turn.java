// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;

/// Items that were added together, as text: JSON of any depth, with numbers of any length, is
/// kept as it came.
///
/// @param of the response whose input and output they are; empty if they are no response's
/// @param text an object whose member `items` has them
record Turn(String of, String text) {
    static Turn of(String response, List<JsonObject> items) {
        return new Turn(response, text(items));
    }

    /// Items as the text of an object.
    static String text(List<JsonObject> items) {
        return JsonDocument.text(new JsonObject().put("items", new JsonArray(items)));
    }

    /// The items in the text of an object.
    static List<JsonObject> items(String text) {
        JsonArray array = new JsonObject(text).getJsonArray("items");
        List<JsonObject> items = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            items.add(array.getJsonObject(i));
        }
        return items;
    }

    List<JsonObject> items() {
        return items(text);
    }
}
