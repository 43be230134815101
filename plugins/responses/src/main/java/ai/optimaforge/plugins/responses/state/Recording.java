// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.responses.state;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/// A response that is being remembered while it is made. Used on the event loop of its call.
public interface Recording {
    /// One event as it goes to the client (`event:`/`data:` frame); written behind, in batches.
    /// Never fails; what could not be kept is told by finish. The last event, that of the end,
    /// need not come: it is made of the response itself.
    void event(long sequence, Buffer frame);

    /// Whether more events wait to be written than should; who waits with the next ones loses
    /// none, unless the store is away for long.
    default boolean isFull() {
        return false;
    }

    /// Runs an action once, on the event loop on which this is called, when the next events may
    /// come: enough has been written, or that takes too long, and no more of them are kept.
    default void onDrain(Runnable action) {
        action.run();
    }

    /// The response has ended: complete when `GET` shows it and its chain can be continued.
    /// Called before the last event goes out, once. Where the response was cancelled or deleted
    /// meanwhile, it stays so.
    Future<Void> finish(ResponseSnapshot response);
}
