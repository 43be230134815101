// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.answer;

import io.vertx.core.json.JsonObject;

/// Reads what a model says into a response.
///
/// @param <T> in what it is said: chunks or events
interface ModelReader<T> {
    /// The next one.
    void read(T said);

    /// Nothing more comes: how it ended, and what was told beside the output.
    ///
    /// @param response takes what was told
    Ending end(JsonObject response);
}
