// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.OpenedStore.ids;
import static ai.optimaforge.kernel.store.OpenedStore.json;
import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;
import ai.optimaforge.spi.store.Write;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/// What a store does with many writes that are sent together.
interface BulkContract extends OpenedStore {
    @Test
    default void should_do_all_writes_when_sent_together() {
        await(things().insert("gone", json("{}")));
        await(things().insert("there", json("{'n':1}")));

        await(
                things().bulk(
                                List.of(
                                        new Write.Put("put", json("{'a':1}")),
                                        new Write.Upsert("there", Update.begin().increment("n", 1)),
                                        new Write.Upsert("made", Update.begin().set("x.y", 1)),
                                        new Write.Delete("gone"),
                                        new Write.Delete("never-there"))));

        assertEquals(
                List.of(
                        new StoredDocument("made", 1, json("{'x':{'y':1}}")),
                        new StoredDocument("put", 1, json("{'a':1}")),
                        new StoredDocument("there", 2, json("{'n':2}"))),
                await(things().find(Query.where(Filter.all()))).documents());
    }

    @Test
    default void should_do_the_others_when_one_of_many_writes_conflicts() {
        DocumentCollection users =
                store().collection(CollectionSpec.of("users", Index.unique("n")));
        await(users.insert("a", json("{'n':1}")));

        failure(
                CommonError.RESOURCE_CONFLICT,
                users.bulk(
                        List.of(
                                new Write.Put("b", json("{'n':2}")),
                                new Write.Put("c", json("{'n':1}")),
                                new Write.Put("d", json("{'n':3}")))));

        assertEquals(List.of("a", "b", "d"), ids(await(users.find(Query.where(Filter.all())))));
    }

    @Test
    default void should_do_nothing_when_there_are_no_writes_or_too_many() {
        await(things().bulk(List.of()));
        List<Write> many =
                IntStream.range(0, 1_001).<Write>mapToObj(i -> new Write.Delete("x" + i)).toList();
        assertThrows(IllegalArgumentException.class, () -> await(things().bulk(many)));
    }
}
