// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.admin.Usage.Dimension;
import ai.optimaforge.spi.admin.Usage.Latency;
import ai.optimaforge.spi.admin.Usage.Query;
import ai.optimaforge.spi.admin.Usage.Row;
import ai.optimaforge.spi.endpoint.Answer;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Usage is asked for by time and groups, and comes as JSON or as a table.
class UsageResourceTest {
    private static final Row ROW =
            new Row(
                    Map.of(Dimension.DAY, "2026-11-25", Dimension.MODEL, "a \"b\", c"),
                    1284,
                    3,
                    402133,
                    98120,
                    120064,
                    Optional.of(0.0000119),
                    Optional.of(new Latency(410, 1820.5, 4012)));
    private static final Row BARE =
            new Row(
                    Map.of(Dimension.DAY, "2026-11-26", Dimension.MODEL, "m"),
                    1,
                    1,
                    0,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty());

    private final Bench bench = new Bench();

    @Test
    void should_ask_for_the_last_day_as_a_whole_when_nothing_is_said() {
        bench.json("getUsage", Bench.request());
        Query query = asked();
        assertEquals(Duration.ofDays(1), Duration.between(query.from(), query.to()));
        assertEquals(List.of(), query.groupBy());
        assertEquals(20, query.limit());
        assertEquals(Optional.empty(), query.after());
    }

    @ParameterizedTest
    @CsvSource({
        "1795564800, 1795651200",
        "2026-11-25, 2026-11-26",
        "2026-11-25T00:00:00Z, 2026-11-26T01:00:00+01:00",
    })
    void should_ask_for_a_time_however_it_is_written(String from, String to) {
        bench.json("getUsage", Bench.request().query("from", from).query("to", to));
        assertEquals(Instant.parse("2026-11-25T00:00:00Z"), asked().from());
        assertEquals(Instant.parse("2026-11-26T00:00:00Z"), asked().to());
    }

    @Test
    void should_go_on_behind_a_row_when_its_id_is_given() {
        bench.administration.rows = new Listing<>(List.of(ROW), true);
        String last =
                bench.json("getUsage", Bench.request().query("group_by", "day,model"))
                        .getString("last_id");
        bench.json(
                "getUsage", Bench.request().query("group_by", "day, model").query("after", last));
        assertEquals(List.of(Dimension.DAY, Dimension.MODEL), asked().groupBy());
        assertEquals(Optional.of(List.of("2026-11-25", "a \"b\", c")), asked().after());
    }

    @Test
    void should_show_sums_and_what_is_not_known_as_null() {
        bench.administration.rows = new Listing<>(List.of(ROW, BARE), false);
        JsonObject list = bench.json("getUsage", Bench.request().query("group_by", "model"));
        assertEquals(
                new JsonObject(
                        """
                        {"group":{"model":"a \\"b\\", c"},"requests":1284,"errors":3,
                         "input_tokens":402133,"output_tokens":98120,"cached_tokens":120064,
                         "cost_usd":0.0000119,
                         "latency_ms":{"p50":410.0,"p95":1820.5,"p99":4012.0}}\
                        """),
                list.getJsonArray("data").getJsonObject(0));
        JsonObject bare = list.getJsonArray("data").getJsonObject(1);
        assertNull(bare.getValue("cost_usd"));
        assertNull(bare.getValue("latency_ms"));
    }

    @Test
    void should_give_a_table_when_csv_is_asked_for() {
        bench.administration.rows = new Listing<>(List.of(ROW, BARE), false);
        Answer.Document answer = table();
        assertEquals("text/csv; charset=utf-8", answer.headers().get("content-type"));
        assertNull(answer.headers().get("link"));
        assertEquals(
                "day,model,requests,errors,input_tokens,output_tokens,cached_tokens,cost_usd,"
                        + "latency_p50_ms,latency_p95_ms,latency_p99_ms\r\n"
                        + "2026-11-25,\"a \"\"b\"\", c\",1284,3,402133,98120,120064,0.0000119,"
                        + "410.0,1820.5,4012.0\r\n"
                        + "2026-11-26,m,1,1,0,0,0,,,,\r\n",
                answer.body().toString());
        assertEquals(10_000, asked().limit());
    }

    @Test
    void should_lead_to_the_rest_when_a_table_does_not_hold_all() {
        bench.administration.rows = new Listing<>(List.of(BARE), true);
        assertEquals(
                "</v1/admin/usage?from=1795564800&to=1795651200&group_by=day%2Cmodel&limit=10000"
                        + "&after=WyIyMDI2LTExLTI2IiwibSJd>; rel=\"next\"",
                table().headers().get("link"));
    }

    private Answer.Document table() {
        return assertInstanceOf(
                Answer.Document.class,
                bench.operations.call(
                        "getUsage",
                        Bench.request()
                                .query("from", "2026-11-25")
                                .query("to", "2026-11-26")
                                .query("group_by", "day,model")
                                .header("Accept", "text/csv, */*;q=0.1")));
    }

    @ParameterizedTest
    @CsvSource({
        "from, yesterday",
        "from, ''",
        "from, 2026-13-01",
        "from, 2026-11-25T14:00",
        "from, -1",
        "from, 99999999999",
        "to, 999999999999999999999",
        "to, 0",
        "group_by, colour",
        "group_by, ''",
        "group_by, 'model,model'",
        "group_by, 'model,'",
        "limit, 0",
        "limit, 101",
        "after, !",
        "after, WyJtIl0",
        "after, e30",
    })
    void should_refuse_when_a_parameter_is_malformed(String name, String value) {
        // a time that begins after its end is told of the begin
        String param = name.equals("to") && value.equals("0") ? "from" : name;
        bench.refused(
                "getUsage",
                Bench.request().query("from", "2026-11-25").query(name, value),
                "invalid_parameter",
                param);
    }

    private Query asked() {
        return assertInstanceOf(Query.class, bench.administration.said);
    }
}
