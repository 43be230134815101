// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

import java.util.List;

/// A response that is being remembered while it is made. Used on the event loop of its call.
public interface Recording {
    /// One event as it goes to the client (`event:`/`data:` frame); written behind, in batches.
    /// Never fails; what could not be kept is told by finish.
    void event(long sequence, Buffer frame);

    /// The response has ended: complete when `GET` shows it and its chain can be continued.
    /// Called before the last event goes out.
    Future<Void> finish(JsonObject response, List<JsonObject> output);
}
