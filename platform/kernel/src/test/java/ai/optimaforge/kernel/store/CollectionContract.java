// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.OpenedStore.ids;
import static ai.optimaforge.kernel.store.OpenedStore.json;
import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.until;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.Update;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What collections are among each other, over time, and to threads.
interface CollectionContract extends OpenedStore {
    @Test
    default void should_give_the_same_collection_when_asked_again() {
        assertSame(things(), store().collection(CollectionSpec.of("things", Index.on("colour"))));
        assertThrows(
                IllegalArgumentException.class,
                () -> store().collection(CollectionSpec.of("things", Index.unique("colour"))));
    }

    @Test
    default void should_forget_an_index_when_it_is_declared_no_more() {
        String prefix = "again-" + System.nanoTime();
        DocumentCollection before =
                room().store(prefix).collection(CollectionSpec.of("c", Index.unique("x")));
        await(before.insert("a", json("{'x':1}")));

        DocumentCollection after =
                room().store(prefix).collection(CollectionSpec.of("c", Index.on("x")));
        await(after.insert("b", json("{'x':1}")));

        assertEquals(2, await(after.count(Filter.eq("x", 1))));
    }

    @Test
    default void should_see_only_its_own_when_two_have_a_collection_of_the_same_name() {
        DocumentCollection other = room().store("other").collection(CollectionSpec.of("things"));
        await(things().insert("one", json("{}")));

        assertEquals(Optional.empty(), await(other.get("one")));
    }

    @Test
    default void should_vanish_when_a_document_has_expired() throws InterruptedException {
        DocumentCollection expiring =
                store().collection(CollectionSpec.of("expiring", Index.expiry("at.end")));
        long now = Instant.now().getEpochSecond();
        await(expiring.insert("past", new JsonObject().put("at", new JsonObject().put("end", 1))));
        await(
                expiring.insert(
                        "future",
                        new JsonObject().put("at", new JsonObject().put("end", now + 3600))));
        await(expiring.insert("never", json("{'at':{'end':null}}")));
        await(expiring.insert("text", json("{'at':{'end':'soon'}}")));

        until(() -> await(expiring.get("past")).isEmpty(), Duration.ofSeconds(30));

        assertEquals(
                List.of("future", "never", "text"),
                ids(await(expiring.find(Query.where(Filter.all())))));
    }

    @Test
    default void should_find_what_is_before_a_moment_when_moments_change() {
        DocumentCollection expiring =
                store().collection(CollectionSpec.of("moments", Index.expiry("end")));
        await(expiring.insert("first", json("{'end':9000000001}")));
        await(expiring.insert("second", json("{'end':9000000002}")));
        await(expiring.insert("third", json("{'end':9000000003}")));
        await(expiring.insert("never", json("{'other':1}")));
        await(expiring.insert("null", json("{'end':null}")));
        await(expiring.insert("text", json("{'end':'8'}")));
        await(expiring.put("third", json("{'end':9000000000.5}")));
        await(expiring.update("first", Update.begin().set("end", 9000000004L)));
        await(expiring.delete("never"));

        Filter before = Filter.lte("end", 9000000002L);
        assertEquals(List.of("second", "third"), ids(await(expiring.find(Query.where(before)))));
        assertEquals(2, await(expiring.count(before)));
        assertEquals(2, await(expiring.deleteAll(before)));
        assertEquals(
                List.of("first", "null", "text"),
                ids(await(expiring.find(Query.where(Filter.all())))));
    }

    @Test
    default void should_answer_on_the_callers_loop_when_called_on_one() {
        Context loop = vertx().getOrCreateContext();
        Promise<Boolean> same = Promise.promise();
        loop.runOnContext(
                here ->
                        things().upsert("one", Update.begin().increment("n", 1))
                                .compose(done -> things().find(Query.where(Filter.all())))
                                .map(found -> loop.equals(Vertx.currentContext()))
                                .onComplete(same));

        assertTrue(await(same.future()));
    }

    @Test
    default void should_be_up_when_it_answers() {
        await(things().count(Filter.all()));

        assertTrue(room().isUp(), room()::problem);
        assertEquals("", room().problem());
    }
}
