// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Map;

/// All that lasts of responses. Called on an event loop, which results come back to.
public interface ResponseState {
    /// The items that a response continues: all input and output of its chain, oldest first.
    /// Fails with 404 `previous_response_not_found` (unknown, deleted, another user's).
    Future<History> chain(String previousResponseId, String userId);

    /// The items of a conversation. Fails with 404 `conversation_not_found`.
    Future<History> conversation(String conversationId, String userId);

    /// Items that a request refers to, by their ids, out of all responses that are kept of a
    /// user. What there is not is not in the map.
    Future<Map<String, JsonObject>> items(List<String> ids, String userId);

    /// Begins to remember a response; complete when it is readable by GET (status in_progress or
    /// queued).
    Future<Recording> begin(NewResponse response);
}
