// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.request;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.json.JsonDocument;
import ai.optimaforge.toolkit.request.Given;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// What a client says of a conversation: what came in, checked. What is wrong is told in a
/// [ForgeException] with a 400 that names the field; what nobody knows passes.
public final class ConversationRequest {
    private static final int MOST_ITEMS = 20;

    private final Given given;

    private ConversationRequest(Given given) {
        this.given = given;
    }

    /// Reads a request.
    ///
    /// @throws ForgeException with a 400 if it can't be read
    public static ConversationRequest of(JsonDocument document) {
        try {
            return new ConversationRequest(new Given(document.toJson(), ""));
        } catch (DecodeException e) {
            throw new ForgeException(
                    CommonError.INVALID_JSON,
                    "The body can't be read: a text in it is too long, or a number.",
                    e);
        }
    }

    /// The conversation's metadata.
    public Optional<JsonObject> metadata() {
        Optional<Given> metadata = given.object("metadata");
        metadata.ifPresent(RequestCheck::metadata);
        return metadata.map(Given::json);
    }

    /// The conversation's metadata, which must be there.
    public JsonObject requiredMetadata() {
        return metadata().orElseThrow(() -> given.missing("metadata", "an object"));
    }

    /// Items, each with its `type` and an `id`; none if there are none.
    public List<JsonObject> items() {
        List<Given> items = given.objects("items");
        if (items.size() > MOST_ITEMS) {
            throw given.refused(
                    "items",
                    "items must hold %d items at most, not %d."
                            .formatted(MOST_ITEMS, items.size()));
        }
        List<JsonObject> read = InputItems.identified(InputItems.read(items));
        for (int i = 0; i < read.size(); i++) {
            if ("item_reference".equals(read.get(i).getString("type"))) {
                throw items.get(i)
                        .refused("type", "A conversation holds items, and no references to them.");
            }
        }
        return read;
    }

    /// Items, of which there must be one at least.
    public List<JsonObject> requiredItems() {
        List<JsonObject> items = items();
        if (items.isEmpty()) {
            throw given.missing("items", "an array of one item at least");
        }
        return items;
    }
}
