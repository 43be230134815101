// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

import java.util.List;

/// Some of the documents that a query finds.
///
/// @param documents in the order of the query
/// @param hasMore whether there are more in the direction in which was asked
public record Page(List<StoredDocument> documents, boolean hasMore) {
    /// Keeps a copy of the documents.
    public Page {
        documents = List.copyOf(documents);
    }
}
