// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit.resource;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.ListRequest;
import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.endpoint.Call;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Own lists: `?limit=20&after=&before=&order=desc` gives
/// `{"object":"list","data":[…],"first_id","last_id","has_more"}`.
public final class Lists {
    private static final int USUAL = 20;
    private static final int MOST = 100;

    private Lists() {}

    /// The part of a list that a call asks for; the newest first unless it says otherwise.
    ///
    /// @throws ForgeException with a 400 that names the parameter if one is malformed
    public static ListRequest request(Call call) {
        return request(call, "desc");
    }

    private static ListRequest request(Call call, String usualOrder) {
        Optional<String> after = cursor(call, "after");
        Optional<String> before = cursor(call, "before");
        if (after.isPresent() && before.isPresent()) {
            throw malformed("before", "before and after exclude each other.");
        }
        String order = call.query("order").orElse(usualOrder);
        if (!order.equals("asc") && !order.equals("desc")) {
            throw malformed("order", "order must be asc or desc, not " + order + ".");
        }
        return new ListRequest(limit(call, USUAL, MOST), after, before, order.equals("desc"));
    }

    /// How many items a call asks for.
    ///
    /// @param usual if it does not say
    /// @param most that it may ask for
    /// @throws ForgeException with a 400 if it is no number from 1 to the most
    public static int limit(Call call, int usual, int most) {
        Optional<String> given = call.query("limit");
        if (given.isEmpty()) {
            return usual;
        }
        String text = given.get();
        // no longer than the most, so that it is a number that fits
        if (text.matches("[0-9]{1,9}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        }
        throw malformed(
                "limit", "limit must be a whole number from 1 to " + most + ", not " + text + ".");
    }

    private static Optional<String> cursor(Call call, String name) {
        Optional<String> id = call.query(name);
        if (id.filter(String::isEmpty).isPresent()) {
            throw malformed(name, name + " must be the id of an item, not empty.");
        }
        return id;
    }

    /// The part that a call asks for of a list that is there whole and has an order of its own,
    /// in which it comes unless the call says `order=desc`.
    ///
    /// @param id gives the id of an item
    /// @throws ForgeException with a 400 if a parameter is malformed or no item has the id
    public static <T> Listing<T> part(Call call, List<T> whole, Function<T, String> id) {
        ListRequest request = request(call, "asc");
        List<T> items = request.newestFirst() ? whole.reversed() : whole;
        int start = 0;
        int end = items.size();
        if (request.after().isPresent()) {
            start = 1 + place(items, id, "after", request.after().get());
        }
        if (request.before().isPresent()) {
            end = place(items, id, "before", request.before().get());
            start = Math.max(0, end - request.limit());
            return new Listing<>(items.subList(start, end), start > 0);
        }
        int stop = Math.min(end, start + request.limit());
        return new Listing<>(items.subList(start, stop), stop < end);
    }

    private static <T> int place(
            List<T> items, Function<T, String> id, String parameter, String wanted) {
        int place = items.stream().map(id).toList().indexOf(wanted);
        if (place < 0) {
            throw malformed(parameter, "The list has no item " + wanted + ".");
        }
        return place;
    }

    /// A part of a list as it goes out.
    ///
    /// @param item makes the document of an item
    /// @param id gives the id of an item
    public static <T> JsonObject document(
            Listing<T> part, Function<T, JsonObject> item, Function<T, String> id) {
        List<T> data = part.data();
        JsonArray documents = new JsonArray();
        data.forEach(one -> documents.add(item.apply(one)));
        return new JsonObject()
                .put("object", "list")
                .put("data", documents)
                .put("first_id", data.isEmpty() ? null : id.apply(data.getFirst()))
                .put("last_id", data.isEmpty() ? null : id.apply(data.getLast()))
                .put("has_more", part.hasMore());
    }

    private static ForgeException malformed(String parameter, String message) {
        return new ForgeException(CommonError.INVALID_PARAMETER, message).withParam(parameter);
    }
}
