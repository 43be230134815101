// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.OpenedStore.json;
import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;
import ai.optimaforge.spi.store.Write;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// What holds when many write at the same time.
interface ConcurrencyContract extends OpenedStore {
    @Test
    default void should_give_each_document_to_one_when_many_claim_at_the_same_time() {
        int jobs = 50;
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            writes.add(new Write.Put("job" + i, json("{'taken':false}")));
        }
        await(things().bulk(writes));

        List<Future<Optional<StoredDocument>>> claims =
                IntStream.range(0, jobs + 20)
                        .mapToObj(
                                i ->
                                        things().updateFirst(
                                                        Filter.eq("taken", false),
                                                        Update.begin().set("taken", true)))
                        .toList();
        await(Future.all(claims));

        Set<String> claimed = new HashSet<>();
        claims.forEach(claim -> claim.result().ifPresent(job -> assertTrue(claimed.add(job.id()))));
        assertEquals(jobs, claimed.size());
    }

    @Test
    default void should_lose_no_increment_when_many_count_at_the_same_time() {
        List<Future<StoredDocument>> counts =
                IntStream.range(0, 200)
                        .mapToObj(i -> things().upsert("n", Update.begin().increment("n", 1)))
                        .toList();
        await(Future.all(counts));

        StoredDocument sum = await(things().get("n")).orElseThrow();
        assertEquals(200, sum.body().getLong("n"));
        assertEquals(200, sum.version());
        assertEquals(
                200, new HashSet<>(counts.stream().map(c -> c.result().version()).toList()).size());
    }

    @Test
    default void should_tell_each_its_own_outcome_when_many_insert_at_once() {
        DocumentCollection accounts =
                store().collection(CollectionSpec.of("accounts", Index.unique("email")));
        await(accounts.insert("taken", json("{'email':'taken@x'}")));
        List<Future<StoredDocument>> inserts =
                IntStream.range(0, 300)
                        .mapToObj(
                                i ->
                                        accounts.insert(
                                                i % 7 == 1 ? "taken" : "id" + i,
                                                new JsonObject()
                                                        .put(
                                                                "email",
                                                                i % 7 == 3 ? "taken@x" : i + "@x")))
                        .toList();

        for (int i = 0; i < inserts.size(); i++) {
            if (i % 7 == 1 || i % 7 == 3) {
                failure(CommonError.RESOURCE_CONFLICT, inserts.get(i));
            } else {
                StoredDocument made = await(inserts.get(i));
                assertEquals("id" + i, made.id());
                assertEquals(Optional.of(made), await(accounts.get("id" + i)));
            }
        }
        assertEquals(
                1 + IntStream.range(0, 300).filter(i -> i % 7 != 1 && i % 7 != 3).count(),
                await(accounts.count(Filter.all())));
    }

    @Test
    default void should_let_one_in_when_many_insert_the_same_id() {
        List<Future<StoredDocument>> inserts =
                IntStream.range(0, 50)
                        .mapToObj(i -> things().insert("one", new JsonObject().put("by", i)))
                        .toList();
        inserts.forEach(insert -> await(insert.otherwiseEmpty()));

        assertEquals(1, inserts.stream().filter(Future::succeeded).count());
    }
}
