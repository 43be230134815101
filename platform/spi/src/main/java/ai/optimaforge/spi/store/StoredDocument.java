// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonObject;

/// A document as it was when it was read.
///
/// @param id unique in its collection
/// @param version 1 when inserted; each write adds one
/// @param body the reader's own copy: to change it changes nothing in the store
public record StoredDocument(String id, long version, JsonObject body) {
    /// Checks that all is there.
    public StoredDocument {
        requireNonNull(id, "id is null");
        requireNonNull(body, "body is null");
    }
}
