// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.StoredDocument;

import io.vertx.core.json.JsonObject;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/// How new documents get to a collection.
///
/// @param <D> a document as it goes there
interface Insertion<D> {
    /// A document of version 1, independent of its body from now on.
    ///
    /// @throws ForgeException if it is not a body that can be kept
    D encode(String id, JsonObject body);

    /// How large it is, about, in bytes.
    int size(D document);

    /// The document as whoever inserts it is told.
    StoredDocument stored(D document);

    /// Inserts documents, each by itself.
    ///
    /// @param done gets the failure, a `MongoBulkWriteException` if only some could not be
    /// inserted; on a thread of the store's
    void insert(List<D> documents, Consumer<@Nullable Throwable> done);
}
