// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.store;

import io.vertx.core.json.JsonObject;

/// One write of many that are sent together.
public sealed interface Write {
    /// The document that is written.
    String id();

    /// Puts a document in place of the one with its id, or makes it.
    record Put(String id, JsonObject body) implements Write {}

    /// Changes a document, which is made if it is not there.
    record Upsert(String id, Update update) implements Write {}

    /// Removes a document, if it is there.
    record Delete(String id) implements Write {}
}
