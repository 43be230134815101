// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;
import static ai.optimaforge.kernel.store.Waiting.failure;
import static ai.optimaforge.kernel.store.Waiting.until;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.spi.CommonError;
import ai.optimaforge.spi.store.Filter;
import ai.optimaforge.spi.store.Query;
import ai.optimaforge.spi.store.Query.Order;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.Promise;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// How a store hands out more than a page.
interface StreamContract extends OpenedStore {
    @Test
    default void should_read_all_in_order_when_streamed() {
        fill(950);
        Query query = Query.where(Filter.gte("n", 50)).sortedBy("n", Order.DESCENDING).limitedTo(1);

        List<StoredDocument> read = await(readAll(things().stream(query)));

        assertEquals(900, read.size());
        for (int i = 0; i < 900; i++) {
            assertEquals(949 - i, read.get(i).body().getInteger("n"));
        }
        assertEquals(10, await(readAll(things().stream(query.before("n939")))).size());
        assertEquals(889, await(readAll(things().stream(query.after("n939")))).size());
    }

    @Test
    default void should_give_no_more_than_was_asked_for_when_the_reader_takes_a_break()
            throws InterruptedException {
        fill(950);
        AtomicInteger read = new AtomicInteger();
        Promise<Void> ended = Promise.promise();
        CancellableStream<StoredDocument> stream = things().stream(Query.where(Filter.all()));
        stream.handler(item -> read.incrementAndGet()).endHandler(ended::complete);

        stream.fetch(3);
        until(() -> read.get() == 3, Duration.ofSeconds(30));
        // what was not asked for yet, the stream has not read either
        await(things().deleteAll(Filter.gte("n", 300)));
        assertEquals(3, read.get());
        stream.resume();
        await(ended.future());

        assertTrue(read.get() >= 300 && read.get() < 950, () -> "read " + read);
    }

    @Test
    default void should_give_nothing_more_when_a_stream_is_given_up() {
        fill(950);
        Promise<Void> cancelled = Promise.promise();
        AtomicInteger read = new AtomicInteger();
        CancellableStream<StoredDocument> stream = things().stream(Query.where(Filter.all()));
        stream.handler(
                item -> {
                    if (read.incrementAndGet() == 5) {
                        stream.cancel();
                        cancelled.complete();
                    }
                });
        stream.resume();
        await(cancelled.future());
        await(things().count(Filter.all()));

        assertEquals(5, read.get());
    }

    @Test
    default void should_fail_the_stream_when_the_query_does_not_work() {
        CancellableStream<StoredDocument> stream =
                things().stream(
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
}
