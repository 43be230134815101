// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.OpenedStore.json;
import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.json.JsonArray;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// How a store changes documents, one or all that a filter admits.
interface UpdateContract extends OpenedStore {
    @Test
    default void should_change_all_fields_together_when_updated() {
        await(things().insert("one", json("{'a':1,'b':{'c':2},'gone':3,'list':[1]}")));

        StoredDocument changed =
                await(
                                things().update(
                                                "one",
                                                Update.begin()
                                                        .set("b.d.e", json("{'x.y':1}"))
                                                        .setOnInsert("never", 1)
                                                        .unset("gone")
                                                        .increment("a", 41)
                                                        .increment("new", 0.5)
                                                        .push("list", 2, 10)
                                                        .push("made", "x", 1)))
                        .orElseThrow();

        assertEquals(2, changed.version());
        assertEquals(
                json(
                        "{'a':42,'b':{'c':2,'d':{'e':{'x.y':1}}},'list':[1,2],'new':0.5,"
                                + "'made':['x']}"),
                changed.body());
        assertEquals(Optional.of(changed), await(things().get("one")));
    }

    @Test
    default void should_make_the_document_when_an_upsert_finds_none() {
        Update update = Update.begin().increment("n", 1).setOnInsert("by", "me");

        assertEquals(
                new StoredDocument("one", 1, json("{'n':1,'by':'me'}")),
                await(things().upsert("one", update)));
        assertEquals(
                new StoredDocument("one", 2, json("{'n':2,'by':'me'}")),
                await(things().upsert("one", update)));
    }

    @Test
    default void should_keep_the_last_elements_when_more_are_pushed_than_the_cap() {
        for (int i = 1; i <= 5; i++) {
            await(things().upsert("one", Update.begin().push("last", i, 3)));
        }
        assertEquals(
                new JsonArray(List.of(3, 4, 5)),
                await(things().get("one")).orElseThrow().body().getJsonArray("last"));
    }

    @Test
    default void should_leave_the_document_alone_when_an_update_does_not_fit_it() {
        await(things().insert("one", json("{'text':'x','n':1}")));

        failure(
                CommonError.RESOURCE_CONFLICT,
                things().update("one", Update.begin().set("n", 2).increment("text", 1)));
        failure(
                CommonError.RESOURCE_CONFLICT,
                things().update("one", Update.begin().set("n", 2).push("text", 1, 5)));

        assertEquals(
                new StoredDocument("one", 1, json("{'text':'x','n':1}")),
                await(things().get("one")).orElseThrow());
    }

    @Test
    default void should_refuse_an_update_when_it_says_nothing_or_contradicts_itself() {
        await(things().insert("one", json("{}")));
        List<Update> wrong =
                List.of(
                        Update.begin(),
                        Update.begin().set("a", 1).set("a", 2),
                        Update.begin().set("a", 1).unset("a.b"),
                        Update.begin().set("id", 1),
                        Update.begin().set("a..b", 1));
        for (Update update : wrong) {
            assertThrows(
                    IllegalArgumentException.class, () -> await(things().update("one", update)));
        }
        assertEquals(1, await(things().get("one")).orElseThrow().version());
    }

    @Test
    default void should_change_all_that_a_filter_admits_when_told_so() {
        paint("red", "red", "blue");

        assertEquals(
                2,
                await(things().updateAll(Filter.eq("colour", "red"), Update.begin().set("x", 1))));
        assertEquals(2, await(things().count(Filter.eq("x", 1))));
        assertEquals(1, await(things().deleteAll(Filter.eq("colour", "blue"))));
        assertEquals(2, await(things().count(Filter.all())));
        assertEquals(2, await(things().deleteAll(Filter.all())));
    }
}
