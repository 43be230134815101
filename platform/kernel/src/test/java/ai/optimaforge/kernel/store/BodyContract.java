// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.OpenedStore.json;
import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.store.Filter;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// What can be stored, and comes back as it was.
interface BodyContract extends OpenedStore {
    @Test
    default void should_give_back_any_key_and_any_number_when_bodies_are_random() {
        Random random = new Random(4);
        List<Future<?>> puts = new ArrayList<>();
        List<JsonObject> bodies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            JsonObject body = RandomJson.object(random);
            bodies.add(body);
            puts.add(things().put("r" + i, body));
        }
        await(Future.all(puts));
        for (int i = 0; i < bodies.size(); i++) {
            JsonObject read = await(things().get("r" + i)).orElseThrow().body();
            // by the text, which tells 1 from 1.0 and the order of keys
            assertEquals(bodies.get(i).encode(), read.encode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a.b", "$set", "%", "%24", "a%", "$", ".", "..", "\0", "a\0b", "é€😀"})
    default void should_give_back_a_key_when_servers_would_take_it_for_something_else(String key) {
        JsonObject body = new JsonObject().put("in", new JsonObject().put(key, 1));
        if (!key.isEmpty()) {
            body.put(key, "top");
        }
        await(things().put("one", body));

        assertEquals(body.encode(), await(things().get("one")).orElseThrow().body().encode());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, 1L << 31})
    default void should_give_back_a_whole_number_exactly_when_a_double_could_not_hold_it(
            long number) {
        await(things().put("one", new JsonObject().put("n", number)));

        assertEquals(number, await(things().get("one")).orElseThrow().body().getLong("n"));
        assertEquals(1, await(things().count(Filter.eq("n", number))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1e308, 4.9e-324, -1.0, 9007199254740992.0})
    default void should_give_back_a_fraction_exactly_when_it_is_a_double(double number) {
        await(things().put("one", new JsonObject().put("n", number)));

        assertEquals(number, await(things().get("one")).orElseThrow().body().getValue("n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':1}",
                "{'_id':1}",
                "{'_version':1}",
                "{'n':9223372036854775808}",
                "{'n':-99999999999999999999}"
            })
    default void should_refuse_a_body_when_it_would_not_come_back_as_it_is(String body) {
        failure(CommonError.INVALID_VALUE, things().put("one", json(body)));
        failure(CommonError.INVALID_VALUE, things().insert("one", json(body)));

        assertEquals(Optional.empty(), await(things().get("one")));
    }

    @Test
    default void should_refuse_a_body_when_it_is_too_large_or_too_deep() {
        String large = "x".repeat(8 * 1024 * 1024);
        JsonObject deep = new JsonObject();
        for (int i = 0; i < 100; i++) {
            deep = new JsonObject().put("a", deep);
        }
        failure(CommonError.INVALID_VALUE, things().put("one", new JsonObject().put("a", large)));
        failure(CommonError.INVALID_VALUE, things().put("one", deep));
        failure(
                CommonError.INVALID_VALUE,
                things().put("one", new JsonObject().put("a", Double.NaN)));

        await(things().put("one", new JsonObject().put("a", large.substring(100))));
        assertEquals(
                large.length() - 100,
                await(things().get("one")).orElseThrow().body().getString("a").length());
    }
}
