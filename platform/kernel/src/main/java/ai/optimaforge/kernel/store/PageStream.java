// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.store.Page;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.stream.CancellableStream;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.Future;

import java.util.function.Function;

/// Documents page by page: the next page is asked for once the reader has read the last one and
/// wants more, so no server keeps a cursor for a reader who takes a break. All here runs on the
/// reader's event loop.
final class PageStream implements PushStream.Producer {
    private final Function<PageQuery, Future<Page>> find;
    private final PushStream<StoredDocument> stream = new PushStream<>(this);
    private Future<PageQuery> next;
    private boolean asking;
    private boolean wanted;

    private PageStream(Future<PageQuery> first, Function<PageQuery, Future<Page>> find) {
        this.next = first;
        this.find = find;
    }

    static CancellableStream<StoredDocument> of(
            Future<PageQuery> first, Function<PageQuery, Future<Page>> find) {
        return new PageStream(first, find).stream;
    }

    @Override
    public void resume() {
        wanted = true;
        ask();
    }

    @Override
    public void pause() {
        wanted = false;
    }

    @Override
    public void cancel() {
        wanted = false;
    }

    private void ask() {
        if (!asking && wanted && !stream.isEnded()) {
            asking = true;
            next.compose(find).onSuccess(this::push).onFailure(stream::fail);
        }
    }

    private void push(Page page) {
        page.documents().forEach(stream::push);
        asking = false;
        if (page.hasMore()) {
            StoredDocument last = page.documents().getLast();
            next = next.map(query -> query.behind(last));
            ask();
        } else {
            stream.end();
        }
    }
}
