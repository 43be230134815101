// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.OpenedStore.json;
import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.util.Optional;

/// What a store does with one document.
interface DocumentContract extends OpenedStore {
    @Test
    default void should_give_back_what_was_inserted_when_it_is_read() {
        JsonObject body = json("{'a':1,'b':[true,null,'x',{'c':{}}],'d':-0.5}");

        StoredDocument made = await(things().insert("one", body));

        assertEquals(new StoredDocument("one", 1, body), made);
        assertEquals(Optional.of(made), await(things().get("one")));
    }

    @Test
    default void should_give_nothing_when_there_is_no_such_document() {
        assertEquals(Optional.empty(), await(things().get("none")));
        assertEquals(Optional.empty(), await(things().update("none", Update.begin().set("a", 1))));
        assertFalse(await(things().delete("none")));
        assertEquals(0, await(things().count(Filter.all())));
    }

    @Test
    default void should_keep_the_first_when_an_id_is_inserted_twice() {
        await(things().insert("one", json("{'a':1}")));

        failure(CommonError.RESOURCE_CONFLICT, things().insert("one", json("{'a':2}")));

        assertEquals(json("{'a':1}"), await(things().get("one")).orElseThrow().body());
    }

    @Test
    default void should_make_or_take_the_place_when_a_document_is_put() {
        assertEquals(1, await(things().put("one", json("{'a':1,'b':2}"))).version());
        StoredDocument second = await(things().put("one", json("{'c':3}")));

        assertEquals(new StoredDocument("one", 2, json("{'c':3}")), second);
        assertEquals(second, await(things().get("one")).orElseThrow());
    }

    @Test
    default void should_replace_what_was_read_when_nobody_wrote_meanwhile() {
        StoredDocument read = await(things().insert("one", json("{'a':1}")));

        assertEquals(2, await(things().replace(read, json("{'a':2}"))).version());
        assertEquals(json("{'a':2}"), await(things().get("one")).orElseThrow().body());
    }

    @Test
    default void should_refuse_to_replace_when_somebody_wrote_meanwhile() {
        StoredDocument read = await(things().insert("one", json("{'a':1}")));
        await(things().update("one", Update.begin().set("a", 2)));

        failure(CommonError.RESOURCE_CONFLICT, things().replace(read, json("{'a':3}")));

        assertEquals(json("{'a':2}"), await(things().get("one")).orElseThrow().body());
    }

    @Test
    default void should_refuse_to_replace_when_the_document_is_gone() {
        StoredDocument read = await(things().insert("one", json("{}")));
        assertTrue(await(things().delete("one")));

        failure(CommonError.RESOURCE_CONFLICT, things().replace(read, json("{'a':3}")));

        assertEquals(Optional.empty(), await(things().get("one")));
    }

    @Test
    default void should_store_what_was_given_when_the_caller_changes_it_right_after() {
        DocumentCollection fresh =
                store().collection(CollectionSpec.of("fresh", Index.unique("n")));
        JsonObject body = json("{'n':1,'in':{'a':1}}");
        Future<StoredDocument> insert = fresh.insert("one", body);
        Future<StoredDocument> upsert =
                fresh.upsert("two", Update.begin().set("n", 2).set("in", body.getValue("in")));
        body.put("n", 3).getJsonObject("in").put("a", 2);

        assertEquals(json("{'n':1,'in':{'a':1}}"), await(insert).body());
        assertEquals(json("{'n':2,'in':{'a':1}}"), await(upsert).body());
        assertEquals(Optional.of(insert.result()), await(fresh.get("one")));
    }

    @Test
    default void should_keep_to_itself_what_the_reader_does_to_the_body() {
        JsonObject body = json("{'a':{'b':1}}");
        await(things().insert("one", body)).body().getJsonObject("a").put("b", 2);
        await(things().get("one")).orElseThrow().body().put("a", "gone");

        assertEquals(1, body.getJsonObject("a").getInteger("b"));
        assertEquals(body, await(things().get("one")).orElseThrow().body());
    }
}
