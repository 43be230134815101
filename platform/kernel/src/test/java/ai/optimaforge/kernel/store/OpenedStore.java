// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import static ai.optimaforge.kernel.store.Waiting.await;

import ai.optimaforge.spi.store.DocumentCollection;
import ai.optimaforge.spi.store.DocumentStore;
import ai.optimaforge.spi.store.Page;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Write;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;

/// A store that a contract is tested with.
interface OpenedStore {
    Vertx vertx();

    StoreRoom room();

    /// One of the test's own, which is empty.
    DocumentStore store();

    /// A collection in it, with an index on `colour`.
    DocumentCollection things();

    static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }

    static List<String> ids(Page page) {
        return page.documents().stream().map(StoredDocument::id).toList();
    }

    /// Makes things with these colours, `d0` and so on.
    default void paint(String... colours) {
        for (int i = 0; i < colours.length; i++) {
            await(things().insert("d" + i, new JsonObject().put("colour", colours[i])));
        }
    }

    /// Makes things with a number `n`, which is in their ids too.
    default void fill(int count) {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            writes.add(new Write.Put("n" + i, new JsonObject().put("n", i)));
        }
        await(things().bulk(writes));
    }
}
