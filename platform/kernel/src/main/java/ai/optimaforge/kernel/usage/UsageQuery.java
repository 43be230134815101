// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.usage;

import ai.optimaforge.kernel.usage.RowKey.Span;
import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.admin.Listing;
import ai.optimaforge.spi.admin.Usage;
import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;

/// Asks the store for its rows, one by one, and sums them up.
final class UsageQuery implements Usage {
    private static final int MOST_ROWS = 10_000;

    private final DocumentCollection hours;

    UsageQuery(DocumentCollection hours) {
        this.hours = hours;
    }

    @Override
    public Future<Listing<Row>> query(Query query) {
        try {
            check(query);
        } catch (ForgeException e) {
            return Future.failedFuture(e);
        }
        long from = Span.HOUR.begin(query.from().getEpochSecond());
        long to = endOfHour(query.to());
        Groups groups = new Groups(query.groupBy(), query.limit(), query.after());
        return each(Span.HOUR, from, to, row -> groups.add(row.body()))
                .map(read -> groups.listing());
    }

    private static void check(Query query) {
        if (query.limit() < 1 || query.limit() > MOST_ROWS) {
            throw invalid(
                    "limit", "limit must be from 1 to " + MOST_ROWS + ", not " + query.limit());
        }
        if (!query.from().isBefore(query.to())) {
            throw invalid("to", "to must be after from: %s is not".formatted(query.to()));
        }
        if (query.groupBy().stream().distinct().count() < query.groupBy().size()) {
            throw invalid("group_by", "group_by names a dimension twice");
        }
        query.after()
                .filter(values -> values.size() != query.groupBy().size())
                .ifPresent(
                        values -> {
                            throw invalid(
                                    "after",
                                    "after must have a value for each dimension of group_by");
                        });
    }

    private static ForgeException invalid(String param, String message) {
        return new ForgeException(CommonError.INVALID_PARAMETER, message).withParam(param);
    }

    private static long endOfHour(Instant moment) {
        long second = moment.getEpochSecond();
        long begin = Span.HOUR.begin(second);
        return begin == second && moment.getNano() == 0 ? begin : begin + Span.HOUR.seconds();
    }

    /// The calls of all nodes since midnight UTC.
    Future<Long> requestsToday() {
        long today = LocalDate.now(ZoneOffset.UTC).toEpochDay() * Span.DAY.seconds();
        AtomicLong requests = new AtomicLong();
        return each(
                        Span.DAY,
                        today,
                        today + Span.DAY.seconds(),
                        row -> requests.addAndGet(row.body().getLong("requests", 0L)))
                .map(read -> requests.get());
    }

    /// What a user did since this day, or this month, of UTC began.
    Future<Spent> spent(String userId, boolean wholeMonth) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        long day = today.toEpochDay() * Span.DAY.seconds();
        long month = today.withDayOfMonth(1).toEpochDay() * Span.DAY.seconds();
        AtomicLong calls = new AtomicLong();
        DoubleAdder usdInDay = new DoubleAdder();
        DoubleAdder usdInMonth = new DoubleAdder();
        return each(
                        Span.HOUR,
                        wholeMonth ? month : day,
                        day + Span.DAY.seconds(),
                        Filter.eq("user", userId),
                        row -> {
                            JsonObject sums = row.body();
                            double usd = sums.getDouble("cost_usd", 0.0);
                            usdInMonth.add(usd);
                            if (sums.getLong(Span.HOUR.field(), 0L) >= day) {
                                usdInDay.add(usd);
                                calls.addAndGet(
                                        sums.getLong("requests", 0L) - sums.getLong("errors", 0L));
                            }
                        })
                .map(read -> new Spent(calls.get(), usdInDay.sum(), usdInMonth.sum()));
    }

    private Future<Void> each(Span span, long from, long to, Consumer<StoredDocument> reader) {
        return each(span, from, to, Filter.all(), reader);
    }

    /// Reads the rows that begin from one moment up to another, both in Unix seconds.
    private Future<Void> each(
            Span span, long from, long to, Filter filter, Consumer<StoredDocument> reader) {
        CancellableStream<StoredDocument> found =
                hours.stream(
                        ai.optimaforge.spi.store.Query.where(
                                        Filter.and(
                                                Filter.gte("id", span.id(from)),
                                                Filter.lt("id", span.id(to)),
                                                filter))
                                .limitedTo(ai.optimaforge.spi.store.Query.MAX_LIMIT));
        Promise<Void> end = Promise.promise();
        found.handler(
                        document -> {
                            try {
                                reader.accept(document);
                            } catch (RuntimeException e) {
                                found.cancel();
                                end.tryFail(e);
                            }
                        })
                .endHandler(end::tryComplete)
                .exceptionHandler(end::tryFail)
                .resume();
        return end.future();
    }
}
