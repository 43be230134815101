// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.admin.Usage;
import ai.optimaforge.spi.admin.Usage.Dimension;
import ai.optimaforge.spi.admin.Usage.Latency;
import ai.optimaforge.spi.admin.Usage.Query;
import ai.optimaforge.spi.admin.Usage.Row;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.toolkit.resource.Lists;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.net.URLEncoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What calls took and cost, as JSON or as a table.
final class UsageResource {
    private static final int USUAL_ROWS = 20;
    private static final int MOST_ROWS = 100;
    private static final int MOST_LINES = 10_000;

    private final Usage usage;

    UsageResource(Usage usage) {
        this.usage = usage;
    }

    Future<Answer> query(Call call) {
        if (call.header("accept").filter(accept -> accept.contains("text/csv")).isPresent()) {
            Query query = UsageQuestion.of(call, MOST_LINES, MOST_LINES);
            return usage.query(query).map(part -> table(query, part));
        }
        Query query = UsageQuestion.of(call, USUAL_ROWS, MOST_ROWS);
        return usage.query(query).map(part -> Answer.json(document(query, part)));
    }

    private static JsonObject document(Query query, Listing<Row> part) {
        List<Dimension> groupBy = query.groupBy();
        return Lists.document(
                part, row -> document(groupBy, row), row -> UsageQuestion.id(row, groupBy));
    }

    private static JsonObject document(List<Dimension> groupBy, Row row) {
        JsonObject group = new JsonObject();
        groupBy.forEach(
                dimension -> group.put(UsageQuestion.name(dimension), row.group().get(dimension)));
        return new JsonObject()
                .put("group", group)
                .put("requests", row.requests())
                .put("errors", row.errors())
                .put("input_tokens", row.inputTokens())
                .put("output_tokens", row.outputTokens())
                .put("cached_tokens", row.cachedTokens())
                .put("cost_usd", row.costUsd().orElse(null))
                .put("latency_ms", row.latency().map(UsageResource::document).orElse(null));
    }

    private static JsonObject document(Latency latency) {
        return new JsonObject()
                .put("p50", latency.p50())
                .put("p95", latency.p95())
                .put("p99", latency.p99());
    }

    private static Answer table(Query query, Listing<Row> part) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", "text/csv; charset=utf-8");
        if (part.hasMore() && !part.data().isEmpty()) {
            headers.put("link", "<" + next(query, part.data().getLast()) + ">; rel=\"next\"");
        }
        return new Answer.Document(200, headers, UsageTable.of(query.groupBy(), part.data()));
    }

    /// Where the rest of a table is.
    private static String next(Query query, Row last) {
        String groups = query.groupBy().stream().map(UsageQuestion::name).collect(joining(","));
        return "/v1/admin/usage?from=%d&to=%d&group_by=%s&limit=%d&after=%s"
                .formatted(
                        query.from().getEpochSecond(),
                        query.to().getEpochSecond(),
                        URLEncoder.encode(groups, UTF_8),
                        query.limit(),
                        UsageQuestion.id(last, query.groupBy()));
    }
}
