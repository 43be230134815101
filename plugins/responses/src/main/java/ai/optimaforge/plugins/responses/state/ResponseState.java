// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import io.vertx.core.Future;

/// All that lasts of responses.
public interface ResponseState {
    /// The items that a response continues: all input and output of its chain, oldest first.
    /// Fails with 404 `previous_response_not_found` (unknown, deleted, another user's).
    Future<History> chain(String previousResponseId, String userId);

    /// The items of a conversation. Fails with 404 `conversation_not_found`.
    Future<History> conversation(String conversationId, String userId);

    /// Begins to remember a response; complete when it is readable by GET (status in_progress or
    /// queued).
    Future<Recording> begin(NewResponse response);
}
