// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.OpenedStore.ids;
import static ai.optimaforge.kernel.store.OpenedStore.json;
import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Page;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.Query.Order;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/// What filters admit, page by page.
interface QueryContract extends OpenedStore {
    @Test
    default void should_find_what_a_filter_admits_when_fields_are_of_all_types() {
        await(things().insert("bool", json("{'v':true}")));
        await(things().insert("double", json("{'v':2.5}")));
        await(things().insert("int", json("{'v':2}")));
        await(things().insert("list", json("{'v':[1,'b',9]}")));
        await(things().insert("missing", json("{'w':1}")));
        await(things().insert("null", json("{'v':null}")));
        await(things().insert("object", json("{'v':{'in':{'$er':'x'}}}")));
        await(things().insert("text", json("{'v':'b'}")));

        finds(Filter.eq("v", 2), "int");
        finds(Filter.eq("v", 2.0), "int");
        finds(Filter.eq("v", "2"));
        finds(Filter.eq("v", true), "bool");
        finds(Filter.eq("v", 1), "list");
        finds(Filter.eq("v", "b"), "list", "text");
        finds(Filter.eq("v", null), "missing", "null");
        finds(Filter.ne("v", null), "bool", "double", "int", "list", "object", "text");
        finds(Filter.exists("v"), "bool", "double", "int", "list", "null", "object", "text");
        finds(Filter.not(Filter.exists("v")), "missing");
        finds(Filter.gt("v", 2), "double", "list");
        finds(Filter.gte("v", 2), "double", "int", "list");
        finds(Filter.lt("v", 2), "list");
        finds(Filter.lte("v", 2.5), "double", "int", "list");
        finds(Filter.gt("v", "a"), "list", "text");
        finds(Filter.in("v", List.of(2, "b")), "int", "list", "text");
        finds(Filter.in("v", List.of()));
        finds(Filter.eq("v.in.$er", "x"), "object");
        finds(Filter.eq("id", "int"), "int");
        finds(Filter.in("id", List.of("int", "text")), "int", "text");
        finds(Filter.and(Filter.exists("v"), Filter.gt("id", "o")), "object", "text");
        finds(Filter.or(Filter.eq("w", 1), Filter.eq("v", true)), "bool", "missing");
        finds(Filter.and(), everything());
        finds(Filter.or());
        finds(Filter.not(Filter.all()));
        finds(Filter.not(Filter.or(Filter.exists("v"))), "missing");
    }

    private String[] everything() {
        return new String[] {"bool", "double", "int", "list", "missing", "null", "object", "text"};
    }

    private void finds(Filter filter, String... ids) {
        assertEquals(
                List.of(ids), ids(await(things().find(Query.where(filter)))), filter::toString);
        assertEquals(ids.length, await(things().count(filter)), filter::toString);
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    default void should_come_to_each_document_once_when_paged_in_either_direction(Order order) {
        // equal ones, none, and values that have no order among them
        Object[] values = {1, 2, 2, 2, 2.5, 3, "a", "b", "b", true, false, null, "ü", -1};
        for (int i = 0; i < values.length; i++) {
            await(things().insert("d" + i, new JsonObject().put("v", values[i])));
        }
        await(things().insert("e", json("{}")));
        Query all = Query.where(Filter.all()).sortedBy("v", order);
        List<String> whole = ids(await(things().find(all)));
        assertEquals(values.length + 1, new HashSet<>(whole).size());

        for (int limit : new int[] {1, 2, 4, 15}) {
            assertEquals(whole, forward(all.limitedTo(limit)));
            assertEquals(whole, backward(all.limitedTo(limit), whole.getLast()));
        }
    }

    private List<String> forward(Query query) {
        List<String> ids = new ArrayList<>();
        Page page = await(things().find(query));
        ids.addAll(ids(page));
        while (page.hasMore()) {
            page = await(things().find(query.after(ids.getLast())));
            ids.addAll(ids(page));
        }
        return ids;
    }

    private List<String> backward(Query query, String last) {
        List<String> ids = new ArrayList<>(List.of(last));
        boolean more = true;
        while (more) {
            Page page = await(things().find(query.before(ids.getFirst())));
            ids.addAll(0, ids(page));
            more = page.hasMore();
        }
        return ids;
    }

    @Test
    default void should_go_on_behind_a_document_that_is_gone_when_sorted_by_id() {
        paint("red", "red", "blue", "red");
        await(things().delete("d1"));

        Query query = Query.where(Filter.all());
        assertEquals(List.of("d2", "d3"), ids(await(things().find(query.after("d1")))));
        assertEquals(List.of("d0"), ids(await(things().find(query.before("d1")))));
        assertEquals(List.of("d2"), ids(await(things().find(query.after("d0").before("d3")))));
    }

    @Test
    default void should_refuse_to_go_on_when_the_document_is_gone_and_the_order_another() {
        paint("red", "blue");
        Query byColour = Query.where(Filter.all()).sortedBy("colour", Order.ASCENDING);

        failure(CommonError.INVALID_PARAMETER, things().find(byColour.after("none")));
        failure(CommonError.INVALID_PARAMETER, things().find(byColour.before("none")));
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    default void should_stay_within_a_range_of_ids_when_paged(Order order) {
        fill(300);
        Filter range = Filter.and(Filter.gte("id", "n100"), Filter.lt("id", "n12"));
        Query query = Query.where(range).sortedBy("id", order).limitedTo(7);
        Comparator<String> sense =
                order == Order.ASCENDING ? Comparator.naturalOrder() : Comparator.reverseOrder();
        List<String> within =
                IntStream.range(0, 300)
                        .mapToObj(i -> "n" + i)
                        .filter(id -> id.compareTo("n100") >= 0 && id.compareTo("n12") < 0)
                        .sorted(sense)
                        .toList();

        assertEquals(within, forward(query));
        assertEquals(within, backward(query, within.getLast()));
        assertEquals(within.size(), await(things().count(range)));
        assertEquals(1, await(things().count(Filter.and(range, Filter.eq("n", 105)))));
        Filter none = Filter.and(range, Filter.gte("id", "n2"));
        assertEquals(0, await(things().count(none)));
        assertEquals(
                2,
                await(
                        things().updateAll(
                                        Filter.and(
                                                Filter.gt("id", "n100"), Filter.lte("id", "n102")),
                                        Update.begin().set("seen", true))));
        assertEquals(within.size(), await(things().deleteAll(range)));
        assertEquals(300 - within.size(), await(things().count(Filter.all())));
    }

    @Test
    default void should_say_whether_there_is_more_when_the_page_is_full() {
        paint("red", "red");

        assertTrue(await(things().find(Query.where(Filter.all()).limitedTo(1))).hasMore());
        assertFalse(await(things().find(Query.where(Filter.all()).limitedTo(2))).hasMore());
    }
}
