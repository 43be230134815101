// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.ListRequest;
import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.toolkit.resource.Lists;

import io.vertx.core.json.JsonObject;

import java.util.List;

/// Lists of items, as OpenAI has them: the newest first, unless the call says otherwise.
final class ItemList {
    private ItemList() {}

    /// The part of a list that a call asks for.
    ///
    /// @param whole the oldest first
    static JsonObject part(Call call, List<JsonObject> whole) {
        ListRequest request = Lists.request(call);
        List<JsonObject> items = request.newestFirst() ? whole.reversed() : whole;
        int start = request.after().map(id -> 1 + place(items, "after", id)).orElse(0);
        int end = request.before().map(id -> place(items, "before", id)).orElse(items.size());
        if (request.before().isPresent()) {
            start = Math.max(0, end - request.limit());
            return document(new Listing<>(items.subList(start, end), start > 0));
        }
        int stop = Math.min(end, start + request.limit());
        return document(new Listing<>(items.subList(start, stop), stop < end));
    }

    /// Items that are all there are.
    static JsonObject whole(List<JsonObject> items) {
        return document(new Listing<>(items, false));
    }

    private static int place(List<JsonObject> items, String parameter, String id) {
        int place = items.stream().map(ItemList::id).toList().indexOf(id);
        if (place < 0) {
            throw new ForgeException(
                            CommonError.INVALID_PARAMETER, "The list has no item " + id + ".")
                    .withParam(parameter);
        }
        return place;
    }

    private static JsonObject document(Listing<JsonObject> part) {
        return Lists.document(part, item -> item, ItemList::id);
    }

    private static String id(JsonObject item) {
        return item.getString("id", "");
    }
}
