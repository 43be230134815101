// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;
import static ai.optimaforge.kernel.store.Waiting.until;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.store.CollectionSpec;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Index;
import ai.optimaforge.spi.store.Page;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.Query.Order;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;
import ai.optimaforge.spi.store.Write;
import ai.optimaforge.spi.stream.CancellableStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// What every store does, whatever server is behind it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DocumentStoreContractTest {
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    @TempDir private static Path data;

    private final Vertx vertx = Vertx.vertx();
    private StoreRoom room;
    private DocumentStore store;
    private DocumentCollection things;

    abstract StoreConfig config();

    @BeforeAll
    void open() throws IOException {
        room = StoreRoom.open(config(), data, vertx, new SimpleMeterRegistry());
    }

    @AfterAll
    void close() {
        await(room.close());
        await(vertx.close());
    }

    @BeforeEach
    void begin() {
        store = room.store("t%x-%d".formatted(System.nanoTime(), PREFIXES.incrementAndGet()));
        things = store.collection(CollectionSpec.of("things", Index.on("colour")));
    }

    private static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }

    // one document

    @Test
    void should_give_back_what_was_inserted_when_it_is_read() {
        JsonObject body = json("{'a':1,'b':[true,null,'x',{'c':{}}],'d':-0.5}");

        StoredDocument made = await(things.insert("one", body));

        assertEquals(new StoredDocument("one", 1, body), made);
        assertEquals(Optional.of(made), await(things.get("one")));
    }

    @Test
    void should_give_nothing_when_there_is_no_such_document() {
        assertEquals(Optional.empty(), await(things.get("none")));
        assertEquals(Optional.empty(), await(things.update("none", Update.begin().set("a", 1))));
        assertFalse(await(things.delete("none")));
        assertEquals(0, await(things.count(Filter.all())));
    }

    @Test
    void should_keep_the_first_when_an_id_is_inserted_twice() {
        await(things.insert("one", json("{'a':1}")));

        failure(CommonError.RESOURCE_CONFLICT, things.insert("one", json("{'a':2}")));

        assertEquals(json("{'a':1}"), await(things.get("one")).orElseThrow().body());
    }

    @Test
    void should_make_or_take_the_place_when_a_document_is_put() {
        assertEquals(1, await(things.put("one", json("{'a':1,'b':2}"))).version());
        StoredDocument second = await(things.put("one", json("{'c':3}")));

        assertEquals(new StoredDocument("one", 2, json("{'c':3}")), second);
        assertEquals(second, await(things.get("one")).orElseThrow());
    }

    @Test
    void should_replace_what_was_read_when_nobody_wrote_meanwhile() {
        StoredDocument read = await(things.insert("one", json("{'a':1}")));

        assertEquals(2, await(things.replace(read, json("{'a':2}"))).version());
        assertEquals(json("{'a':2}"), await(things.get("one")).orElseThrow().body());
    }

    @Test
    void should_refuse_to_replace_when_somebody_wrote_meanwhile() {
        StoredDocument read = await(things.insert("one", json("{'a':1}")));
        await(things.update("one", Update.begin().set("a", 2)));

        failure(CommonError.RESOURCE_CONFLICT, things.replace(read, json("{'a':3}")));

        assertEquals(json("{'a':2}"), await(things.get("one")).orElseThrow().body());
    }

    @Test
    void should_refuse_to_replace_when_the_document_is_gone() {
        StoredDocument read = await(things.insert("one", json("{}")));
        assertTrue(await(things.delete("one")));

        failure(CommonError.RESOURCE_CONFLICT, things.replace(read, json("{'a':3}")));

        assertEquals(Optional.empty(), await(things.get("one")));
    }

    @Test
    void should_store_what_was_given_when_the_caller_changes_it_right_after() {
        DocumentCollection fresh = store.collection(CollectionSpec.of("fresh", Index.unique("n")));
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
    void should_keep_to_itself_what_the_reader_does_to_the_body() {
        JsonObject body = json("{'a':{'b':1}}");
        await(things.insert("one", body)).body().getJsonObject("a").put("b", 2);
        await(things.get("one")).orElseThrow().body().put("a", "gone");

        assertEquals(1, body.getJsonObject("a").getInteger("b"));
        assertEquals(body, await(things.get("one")).orElseThrow().body());
    }

    // what can be stored

    @Test
    void should_give_back_any_key_and_any_number_when_bodies_are_random() {
        Random random = new Random(4);
        List<Future<?>> puts = new ArrayList<>();
        List<JsonObject> bodies = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            JsonObject body = RandomJson.object(random);
            bodies.add(body);
            puts.add(things.put("r" + i, body));
        }
        await(Future.all(puts));
        for (int i = 0; i < bodies.size(); i++) {
            JsonObject read = await(things.get("r" + i)).orElseThrow().body();
            // by the text, which tells 1 from 1.0 and the order of keys
            assertEquals(bodies.get(i).encode(), read.encode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a.b", "$set", "%", "%24", "a%", "$", ".", "..", "\0", "a\0b", "é€😀"})
    void should_give_back_a_key_when_servers_would_take_it_for_something_else(String key) {
        JsonObject body = new JsonObject().put("in", new JsonObject().put(key, 1));
        if (!key.isEmpty()) {
            body.put(key, "top");
        }
        await(things.put("one", body));

        assertEquals(body.encode(), await(things.get("one")).orElseThrow().body().encode());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1, 1L << 31})
    void should_give_back_a_whole_number_exactly_when_a_double_could_not_hold_it(long number) {
        await(things.put("one", new JsonObject().put("n", number)));

        assertEquals(number, await(things.get("one")).orElseThrow().body().getLong("n"));
        assertEquals(1, await(things.count(Filter.eq("n", number))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1e308, 4.9e-324, -1.0, 9007199254740992.0})
    void should_give_back_a_fraction_exactly_when_it_is_a_double(double number) {
        await(things.put("one", new JsonObject().put("n", number)));

        assertEquals(number, await(things.get("one")).orElseThrow().body().getValue("n"));
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
    void should_refuse_a_body_when_it_would_not_come_back_as_it_is(String body) {
        failure(CommonError.INVALID_VALUE, things.put("one", json(body)));
        failure(CommonError.INVALID_VALUE, things.insert("one", json(body)));

        assertEquals(Optional.empty(), await(things.get("one")));
    }

    @Test
    void should_refuse_a_body_when_it_is_too_large_or_too_deep() {
        String large = "x".repeat(8 * 1024 * 1024);
        JsonObject deep = new JsonObject();
        for (int i = 0; i < 100; i++) {
            deep = new JsonObject().put("a", deep);
        }
        failure(CommonError.INVALID_VALUE, things.put("one", new JsonObject().put("a", large)));
        failure(CommonError.INVALID_VALUE, things.put("one", deep));
        failure(
                CommonError.INVALID_VALUE,
                things.put("one", new JsonObject().put("a", Double.NaN)));

        await(things.put("one", new JsonObject().put("a", large.substring(100))));
        assertEquals(
                large.length() - 100,
                await(things.get("one")).orElseThrow().body().getString("a").length());
    }

    // updates

    @Test
    void should_change_all_fields_together_when_updated() {
        await(things.insert("one", json("{'a':1,'b':{'c':2},'gone':3,'list':[1]}")));

        StoredDocument changed =
                await(
                                things.update(
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
        assertEquals(Optional.of(changed), await(things.get("one")));
    }

    @Test
    void should_make_the_document_when_an_upsert_finds_none() {
        Update update = Update.begin().increment("n", 1).setOnInsert("by", "me");

        assertEquals(
                new StoredDocument("one", 1, json("{'n':1,'by':'me'}")),
                await(things.upsert("one", update)));
        assertEquals(
                new StoredDocument("one", 2, json("{'n':2,'by':'me'}")),
                await(things.upsert("one", update)));
    }

    @Test
    void should_keep_the_last_elements_when_more_are_pushed_than_the_cap() {
        for (int i = 1; i <= 5; i++) {
            await(things.upsert("one", Update.begin().push("last", i, 3)));
        }
        assertEquals(
                new JsonArray(List.of(3, 4, 5)),
                await(things.get("one")).orElseThrow().body().getJsonArray("last"));
    }

    @Test
    void should_leave_the_document_alone_when_an_update_does_not_fit_it() {
        await(things.insert("one", json("{'text':'x','n':1}")));

        failure(
                CommonError.RESOURCE_CONFLICT,
                things.update("one", Update.begin().set("n", 2).increment("text", 1)));
        failure(
                CommonError.RESOURCE_CONFLICT,
                things.update("one", Update.begin().set("n", 2).push("text", 1, 5)));

        assertEquals(
                new StoredDocument("one", 1, json("{'text':'x','n':1}")),
                await(things.get("one")).orElseThrow());
    }

    @Test
    void should_refuse_an_update_when_it_says_nothing_or_contradicts_itself() {
        await(things.insert("one", json("{}")));
        List<Update> wrong =
                List.of(
                        Update.begin(),
                        Update.begin().set("a", 1).set("a", 2),
                        Update.begin().set("a", 1).unset("a.b"),
                        Update.begin().set("id", 1),
                        Update.begin().set("a..b", 1));
        for (Update update : wrong) {
            assertThrows(IllegalArgumentException.class, () -> await(things.update("one", update)));
        }
        assertEquals(1, await(things.get("one")).orElseThrow().version());
    }

    @Test
    void should_change_all_that_a_filter_admits_when_told_so() {
        paint("red", "red", "blue");

        assertEquals(
                2, await(things.updateAll(Filter.eq("colour", "red"), Update.begin().set("x", 1))));
        assertEquals(2, await(things.count(Filter.eq("x", 1))));
        assertEquals(1, await(things.deleteAll(Filter.eq("colour", "blue"))));
        assertEquals(2, await(things.count(Filter.all())));
        assertEquals(2, await(things.deleteAll(Filter.all())));
    }

    // at the same time

    @Test
    void should_give_each_document_to_one_when_many_claim_at_the_same_time() {
        int jobs = 50;
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            writes.add(new Write.Put("job" + i, json("{'taken':false}")));
        }
        await(things.bulk(writes));

        List<Future<Optional<StoredDocument>>> claims =
                IntStream.range(0, jobs + 20)
                        .mapToObj(
                                i ->
                                        things.updateFirst(
                                                Filter.eq("taken", false),
                                                Update.begin().set("taken", true)))
                        .toList();
        await(Future.all(claims));

        Set<String> claimed = new HashSet<>();
        claims.forEach(claim -> claim.result().ifPresent(job -> assertTrue(claimed.add(job.id()))));
        assertEquals(jobs, claimed.size());
    }

    @Test
    void should_lose_no_increment_when_many_count_at_the_same_time() {
        List<Future<StoredDocument>> counts =
                IntStream.range(0, 200)
                        .mapToObj(i -> things.upsert("n", Update.begin().increment("n", 1)))
                        .toList();
        await(Future.all(counts));

        StoredDocument sum = await(things.get("n")).orElseThrow();
        assertEquals(200, sum.body().getLong("n"));
        assertEquals(200, sum.version());
        assertEquals(
                200, new HashSet<>(counts.stream().map(c -> c.result().version()).toList()).size());
    }

    @Test
    void should_tell_each_its_own_outcome_when_many_insert_at_once() {
        DocumentCollection accounts =
                store.collection(CollectionSpec.of("accounts", Index.unique("email")));
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
    void should_let_one_in_when_many_insert_the_same_id() {
        List<Future<StoredDocument>> inserts =
                IntStream.range(0, 50)
                        .mapToObj(i -> things.insert("one", new JsonObject().put("by", i)))
                        .toList();
        inserts.forEach(insert -> await(insert.otherwiseEmpty()));

        assertEquals(1, inserts.stream().filter(Future::succeeded).count());
    }

    // unique

    @Test
    void should_conflict_when_a_unique_value_is_taken() {
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
    void should_be_free_again_when_the_holder_of_a_unique_value_is_gone() {
        DocumentCollection users = unique();
        JsonObject body = json("{'owner':{'user':'u1'},'name':'x'}");
        await(users.insert("a", body));
        await(users.put("a", json("{'name':'other'}")));
        await(users.insert("b", body));
        await(users.delete("b"));

        await(users.insert("c", body));
    }

    @Test
    void should_count_as_null_when_a_unique_field_is_not_there() {
        DocumentCollection users = unique();
        await(users.insert("a", json("{'name':'x'}")));

        failure(CommonError.RESOURCE_CONFLICT, users.insert("b", json("{'name':'x'}")));
    }

    @Test
    void should_compare_unique_values_by_what_they_say_when_they_are_numbers_or_lists() {
        DocumentCollection values =
                store.collection(CollectionSpec.of("values", Index.unique("n")));
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
    void should_find_by_unique_values_when_the_filter_says_more_than_these() {
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
        return store.collection(CollectionSpec.of("users", Index.unique("owner.user", "name")));
    }

    @Test
    void should_give_the_same_collection_when_asked_again() {
        assertSame(things, store.collection(CollectionSpec.of("things", Index.on("colour"))));
        assertThrows(
                IllegalArgumentException.class,
                () -> store.collection(CollectionSpec.of("things", Index.unique("colour"))));
    }

    @Test
    void should_forget_an_index_when_it_is_declared_no_more() {
        String prefix = "again-" + System.nanoTime();
        DocumentCollection before =
                room.store(prefix).collection(CollectionSpec.of("c", Index.unique("x")));
        await(before.insert("a", json("{'x':1}")));

        DocumentCollection after =
                room.store(prefix).collection(CollectionSpec.of("c", Index.on("x")));
        await(after.insert("b", json("{'x':1}")));

        assertEquals(2, await(after.count(Filter.eq("x", 1))));
    }

    @Test
    void should_see_only_its_own_when_two_have_a_collection_of_the_same_name() {
        DocumentCollection other = room.store("other").collection(CollectionSpec.of("things"));
        await(things.insert("one", json("{}")));

        assertEquals(Optional.empty(), await(other.get("one")));
    }

    // bulk

    @Test
    void should_do_all_writes_when_sent_together() {
        await(things.insert("gone", json("{}")));
        await(things.insert("there", json("{'n':1}")));

        await(
                things.bulk(
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
                await(things.find(Query.where(Filter.all()))).documents());
    }

    @Test
    void should_do_the_others_when_one_of_many_writes_conflicts() {
        DocumentCollection users = store.collection(CollectionSpec.of("users", Index.unique("n")));
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
    void should_do_nothing_when_there_are_no_writes_or_too_many() {
        await(things.bulk(List.of()));
        List<Write> many =
                IntStream.range(0, 1_001).<Write>mapToObj(i -> new Write.Delete("x" + i)).toList();
        assertThrows(IllegalArgumentException.class, () -> await(things.bulk(many)));
    }

    // filters

    @Test
    void should_find_what_a_filter_admits_when_fields_are_of_all_types() {
        await(things.insert("bool", json("{'v':true}")));
        await(things.insert("double", json("{'v':2.5}")));
        await(things.insert("int", json("{'v':2}")));
        await(things.insert("list", json("{'v':[1,'b',9]}")));
        await(things.insert("missing", json("{'w':1}")));
        await(things.insert("null", json("{'v':null}")));
        await(things.insert("object", json("{'v':{'in':{'$er':'x'}}}")));
        await(things.insert("text", json("{'v':'b'}")));

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
        assertEquals(List.of(ids), ids(await(things.find(Query.where(filter)))), filter::toString);
        assertEquals(ids.length, await(things.count(filter)), filter::toString);
    }

    // pages

    @ParameterizedTest
    @EnumSource(Order.class)
    void should_come_to_each_document_once_when_paged_in_either_direction(Order order) {
        // equal ones, none, and values that have no order among them
        Object[] values = {1, 2, 2, 2, 2.5, 3, "a", "b", "b", true, false, null, "ü", -1};
        for (int i = 0; i < values.length; i++) {
            await(things.insert("d" + i, new JsonObject().put("v", values[i])));
        }
        await(things.insert("e", json("{}")));
        Query all = Query.where(Filter.all()).sortedBy("v", order);
        List<String> whole = ids(await(things.find(all)));
        assertEquals(values.length + 1, new HashSet<>(whole).size());

        for (int limit : new int[] {1, 2, 4, 15}) {
            assertEquals(whole, forward(all.limitedTo(limit)));
            assertEquals(whole, backward(all.limitedTo(limit), whole.getLast()));
        }
    }

    private List<String> forward(Query query) {
        List<String> ids = new ArrayList<>();
        Page page = await(things.find(query));
        ids.addAll(ids(page));
        while (page.hasMore()) {
            page = await(things.find(query.after(ids.getLast())));
            ids.addAll(ids(page));
        }
        return ids;
    }

    private List<String> backward(Query query, String last) {
        List<String> ids = new ArrayList<>(List.of(last));
        boolean more = true;
        while (more) {
            Page page = await(things.find(query.before(ids.getFirst())));
            ids.addAll(0, ids(page));
            more = page.hasMore();
        }
        return ids;
    }

    @Test
    void should_go_on_behind_a_document_that_is_gone_when_sorted_by_id() {
        paint("red", "red", "blue", "red");
        await(things.delete("d1"));

        Query query = Query.where(Filter.all());
        assertEquals(List.of("d2", "d3"), ids(await(things.find(query.after("d1")))));
        assertEquals(List.of("d0"), ids(await(things.find(query.before("d1")))));
        assertEquals(List.of("d2"), ids(await(things.find(query.after("d0").before("d3")))));
    }

    @Test
    void should_refuse_to_go_on_when_the_document_is_gone_and_the_order_another() {
        paint("red", "blue");
        Query byColour = Query.where(Filter.all()).sortedBy("colour", Order.ASCENDING);

        failure(CommonError.INVALID_PARAMETER, things.find(byColour.after("none")));
        failure(CommonError.INVALID_PARAMETER, things.find(byColour.before("none")));
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void should_stay_within_a_range_of_ids_when_paged(Order order) {
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
        assertEquals(within.size(), await(things.count(range)));
        assertEquals(1, await(things.count(Filter.and(range, Filter.eq("n", 105)))));
        Filter none = Filter.and(range, Filter.gte("id", "n2"));
        assertEquals(0, await(things.count(none)));
        assertEquals(
                2,
                await(
                        things.updateAll(
                                Filter.and(Filter.gt("id", "n100"), Filter.lte("id", "n102")),
                                Update.begin().set("seen", true))));
        assertEquals(within.size(), await(things.deleteAll(range)));
        assertEquals(300 - within.size(), await(things.count(Filter.all())));
    }

    @Test
    void should_say_whether_there_is_more_when_the_page_is_full() {
        paint("red", "red");

        assertTrue(await(things.find(Query.where(Filter.all()).limitedTo(1))).hasMore());
        assertFalse(await(things.find(Query.where(Filter.all()).limitedTo(2))).hasMore());
    }

    // streams

    @Test
    void should_read_all_in_order_when_streamed() {
        fill(950);
        Query query = Query.where(Filter.gte("n", 50)).sortedBy("n", Order.DESCENDING).limitedTo(1);

        List<StoredDocument> read = await(readAll(things.stream(query)));

        assertEquals(900, read.size());
        for (int i = 0; i < 900; i++) {
            assertEquals(949 - i, read.get(i).body().getInteger("n"));
        }
        assertEquals(10, await(readAll(things.stream(query.before("n939")))).size());
        assertEquals(889, await(readAll(things.stream(query.after("n939")))).size());
    }

    @Test
    void should_give_no_more_than_was_asked_for_when_the_reader_takes_a_break()
            throws InterruptedException {
        fill(950);
        AtomicInteger read = new AtomicInteger();
        Promise<Void> ended = Promise.promise();
        CancellableStream<StoredDocument> stream = things.stream(Query.where(Filter.all()));
        stream.handler(item -> read.incrementAndGet()).endHandler(ended::complete);

        stream.fetch(3);
        until(() -> read.get() == 3, Duration.ofSeconds(30));
        // what was not asked for yet, the stream has not read either
        await(things.deleteAll(Filter.gte("n", 300)));
        assertEquals(3, read.get());
        stream.resume();
        await(ended.future());

        assertTrue(read.get() >= 300 && read.get() < 950, () -> "read " + read);
    }

    @Test
    void should_give_nothing_more_when_a_stream_is_given_up() {
        fill(950);
        Promise<Void> cancelled = Promise.promise();
        AtomicInteger read = new AtomicInteger();
        CancellableStream<StoredDocument> stream = things.stream(Query.where(Filter.all()));
        stream.handler(
                item -> {
                    if (read.incrementAndGet() == 5) {
                        stream.cancel();
                        cancelled.complete();
                    }
                });
        stream.resume();
        await(cancelled.future());
        await(things.count(Filter.all()));

        assertEquals(5, read.get());
    }

    @Test
    void should_fail_the_stream_when_the_query_does_not_work() {
        CancellableStream<StoredDocument> stream =
                things.stream(
                        Query.where(Filter.all()).sortedBy("n", Order.ASCENDING).after("none"));

        failure(CommonError.INVALID_PARAMETER, readAll(stream));
    }

    private static Future<List<StoredDocument>> readAll(CancellableStream<StoredDocument> stream) {
        List<StoredDocument> read = new ArrayList<>();
        Promise<List<StoredDocument>> promise = Promise.promise();
        stream.handler(read::add)
                .exceptionHandler(promise::fail)
                .endHandler(end -> promise.complete(read))
                .resume();
        return promise.future();
    }

    private void fill(int count) {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            writes.add(new Write.Put("n" + i, new JsonObject().put("n", i)));
        }
        await(things.bulk(writes));
    }

    // time

    @Test
    void should_vanish_when_a_document_has_expired() throws InterruptedException {
        DocumentCollection expiring =
                store.collection(CollectionSpec.of("expiring", Index.expiry("at.end")));
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
    void should_find_what_is_before_a_moment_when_moments_change() {
        DocumentCollection expiring =
                store.collection(CollectionSpec.of("moments", Index.expiry("end")));
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

    // threads

    @Test
    void should_answer_on_the_callers_loop_when_called_on_one() {
        Context loop = vertx.getOrCreateContext();
        Promise<Boolean> same = Promise.promise();
        loop.runOnContext(
                here ->
                        things.upsert("one", Update.begin().increment("n", 1))
                                .compose(done -> things.find(Query.where(Filter.all())))
                                .map(found -> loop.equals(Vertx.currentContext()))
                                .onComplete(same));

        assertTrue(await(same.future()));
    }

    @Test
    void should_be_up_when_it_answers() {
        await(things.count(Filter.all()));

        assertTrue(room.isUp(), room::problem);
        assertEquals("", room.problem());
    }

    private void paint(String... colours) {
        for (int i = 0; i < colours.length; i++) {
            await(things.insert("d" + i, new JsonObject().put("colour", colours[i])));
        }
    }

    private static List<String> ids(Page page) {
        return page.documents().stream().map(StoredDocument::id).toList();
    }
}
