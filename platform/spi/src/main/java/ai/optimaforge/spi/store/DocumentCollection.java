// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

import ai.optimaforge.spi.stream.CancellableStream;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// Documents of one kind. A body may hold any JSON whose numbers fit a `long` or a `double`, with
/// any keys but `id`, `_id` and `_version` at its top, up to 8 MiB and 90 levels deep; one that
/// is not so fails with [ai.optimaforge.spi.CommonError#INVALID_VALUE]. An id is not empty.
///
/// Where it says so, an operation fails with [ai.optimaforge.spi.CommonError#RESOURCE_CONFLICT]:
/// the caller can catch it, or let it go out as a 409. So does an update that does not fit the
/// document, such as an increment of a text; one that could fit none fails with an
/// `IllegalArgumentException`.
public interface DocumentCollection {
    /// Reads a document.
    Future<Optional<StoredDocument>> get(String id);

    /// Makes a document of version 1; conflicts if its id, or a unique value of it, is taken.
    Future<StoredDocument> insert(String id, JsonObject body);

    /// Puts a document in place of the one with its id, or makes it; conflicts if a unique value
    /// of it is taken.
    Future<StoredDocument> put(String id, JsonObject body);

    /// Puts a body in place of the one that was read, if nobody has written to it since;
    /// conflicts if somebody has, if it is gone, or if a unique value of the new one is taken.
    ///
    /// @param read what was read; its id and version count
    Future<StoredDocument> replace(StoredDocument read, JsonObject body);

    /// Changes a document; empty if there is none.
    ///
    /// @return the document after the change
    default Future<Optional<StoredDocument>> update(String id, Update update) {
        return updateFirst(Filter.eq("id", id), update);
    }

    /// Changes a document, which is made if it is not there.
    ///
    /// @return the document after the change
    Future<StoredDocument> upsert(String id, Update update);

    /// Changes one of the documents that a filter admits, as one step: of those who try at the
    /// same time, one gets it. Empty if there is none.
    ///
    /// @return the document after the change
    Future<Optional<StoredDocument>> updateFirst(Filter filter, Update update);

    /// Changes all documents that a filter admits, each as a step of its own.
    ///
    /// @return how many there were
    Future<Long> updateAll(Filter filter, Update update);

    /// Removes a document.
    ///
    /// @return whether it was there
    Future<Boolean> delete(String id);

    /// Removes all documents that a filter admits, each as a step of its own.
    ///
    /// @return how many there were
    Future<Long> deleteAll(Filter filter);

    /// Sends writes together, at most 1,000; each is a step of its own, in any order, and all are
    /// tried. Conflicts if a unique value was taken, once the others are done.
    Future<Void> bulk(List<Write> writes);

    /// Finds documents, one page at a time.
    Future<Page> find(Query query);

    /// Reads all documents that a query finds, beyond its limit, without holding them in memory:
    /// a reader that pauses pauses the store, for as long as it likes. Documents that are written
    /// meanwhile may be missing. Its items arrive on the event loop on which this is called.
    CancellableStream<StoredDocument> stream(Query query);

    /// Counts the documents that a filter admits.
    Future<Long> count(Filter filter);
}
