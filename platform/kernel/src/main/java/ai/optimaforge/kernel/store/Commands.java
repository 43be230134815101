// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.store;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.store.StoredDocument;
import ai.optimaforge.spi.store.Update;
import ai.optimaforge.spi.store.Write;

import io.vertx.core.json.JsonObject;

import org.bson.BsonDocument;

import java.util.List;

/// What a server can be asked of one collection. What is given is encoded at once, so that the
/// caller may change it then; what can't be encoded is refused with a [ForgeException] or an
/// `IllegalArgumentException`.
interface Commands {
    /// One document, or none.
    Operation<StoredDocument> get(String id);

    /// Some documents, all at once.
    Operation<StoredDocument> find(BsonDocument filter, BsonDocument sort, int limit);

    /// One number.
    Operation<Long> count(BsonDocument filter);

    /// Changes one document.
    ///
    /// @param make whether there is to be one if there is none
    /// @return the document as it is then, if there is one
    Operation<StoredDocument> update(BsonDocument filter, Update update, boolean make);

    /// Gives one document another body, as [#update] changes one.
    Operation<StoredDocument> put(BsonDocument filter, JsonObject body, boolean make);

    /// @return how many there were
    Operation<Long> updateAll(BsonDocument filter, Update update);

    /// @return how many there were, at most one
    Operation<Long> delete(String id);

    /// @return how many there were
    Operation<Long> deleteAll(BsonDocument filter);

    /// Writes documents, each by itself. It has no result.
    ///
    /// @return fails with a `MongoBulkWriteException` if only some could be written
    Operation<?> write(List<Write> writes);

    /// Puts documents there as another store had them. It has no result.
    Operation<?> restore(List<StoredDocument> documents);

    /// Removes the collection with all that is in it. It has no result.
    Operation<?> drop();

    /// The names of the indexes that there are.
    Operation<String> indexes();

    /// It has no result.
    Operation<?> createIndexes(List<Indexes.Definition> indexes);

    /// It has no result.
    Operation<?> dropIndex(String name);

    /// How new documents get there.
    Insertion<?> insertion();
}
