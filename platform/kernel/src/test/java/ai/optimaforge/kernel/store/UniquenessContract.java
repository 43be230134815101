// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.OpenedStore.ids;
import static ai.optimaforge.kernel.store.OpenedStore.json;
import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// What a unique index refuses, and finds.
interface UniquenessContract extends OpenedStore {
    @Test
    default void should_conflict_when_a_unique_value_is_taken() {
        DocumentCollection users = unique();
        await(users.insert("a", json("{'owner':{'user':'u1'},'name':'x'}")));
        StoredDocument other = await(users.insert("b", json("{'owner':{'user':'u1'},'name':'y'}")));
        JsonObject taken = json("{'owner':{'user':'u1'},'name':'x'}");

        failure(CommonError.RESOURCE_CONFLICT, users.insert("c", taken));
        failure(CommonError.RESOURCE_CONFLICT, users.put("c", taken));
        failure(CommonError.RESOURCE_CONFLICT, users.put("b", taken));
        failure(CommonError.RESOURCE_CONFLICT, users.replace(other, taken));
        failure(CommonError.RESOURCE_CONFLICT, users.update("b", Update.begin().set("name", "x")));
        assertEquals(2, await(users.count(Filter.all())));
        assertEquals(Optional.of(other), await(users.get("b")));
    }

    @Test
    default void should_be_free_again_when_the_holder_of_a_unique_value_is_gone() {
        DocumentCollection users = unique();
        JsonObject body = json("{'owner':{'user':'u1'},'name':'x'}");
        await(users.insert("a", body));
        await(users.put("a", json("{'name':'other'}")));
        await(users.insert("b", body));
        await(users.delete("b"));

        await(users.insert("c", body));
    }

    @Test
    default void should_count_as_null_when_a_unique_field_is_not_there() {
        DocumentCollection users = unique();
        await(users.insert("a", json("{'name':'x'}")));

        failure(CommonError.RESOURCE_CONFLICT, users.insert("b", json("{'name':'x'}")));
    }

    @Test
    default void should_compare_unique_values_by_what_they_say_when_they_are_numbers_or_lists() {
        DocumentCollection values =
                store().collection(CollectionSpec.of("values", Index.unique("n")));
        await(values.insert("one", json("{'n':1}")));
        await(values.insert("list", json("{'n':[2,3]}")));
        await(values.insert("empty", json("{'n':[]}")));
        await(values.insert("true", json("{'n':true}")));

        failure(CommonError.RESOURCE_CONFLICT, values.insert("a", json("{'n':1.0}")));
        failure(CommonError.RESOURCE_CONFLICT, values.insert("b", json("{'n':3}")));
        failure(CommonError.RESOURCE_CONFLICT, values.insert("c", json("{'n':[4,2]}")));
        failure(CommonError.RESOURCE_CONFLICT, values.insert("d", json("{'n':true}")));
        await(values.insert("text", json("{'n':'1'}")));
        assertEquals(5, await(values.count(Filter.all())));
    }

    @Test
    default void should_find_by_unique_values_when_the_filter_says_more_than_these() {
        DocumentCollection users = unique();
        await(users.insert("a", json("{'owner':{'user':'u1'},'name':'x','n':1}")));
        await(users.insert("b", json("{'owner':{'user':'u1'},'name':'y','n':2}")));
        Filter a = Filter.and(Filter.eq("name", "x"), Filter.eq("owner.user", "u1"));

        assertEquals(List.of("a"), ids(await(users.find(Query.where(a)))));
        assertEquals(1, await(users.count(Filter.and(a, Filter.gte("n", 1)))));
        assertEquals(0, await(users.count(Filter.and(a, Filter.gte("n", 2)))));
        assertEquals(0, await(users.count(Filter.and(a, Filter.eq("name", "y")))));
        assertEquals(1, await(users.count(Filter.and(Filter.eq("id", "b"), Filter.eq("n", 2)))));
        assertEquals(0, await(users.count(Filter.and(Filter.eq("id", "b"), Filter.eq("n", 1)))));
    }

    private DocumentCollection unique() {
        return store().collection(CollectionSpec.of("users", Index.unique("owner.user", "name")));
    }
}
