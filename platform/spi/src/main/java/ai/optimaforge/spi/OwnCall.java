// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi;

/// A call that a plugin has begun itself, and has to end. It belongs to the event loop on which
/// it was begun.
public interface OwnCall extends CallContext {
    /// Gives the call up: [#isCancelled()] is true from then on, what it asked of a model is
    /// aborted, and it is ended with status 499. Does nothing if it is over.
    void cancel();

    /// Ends the call: it is not in flight any more, and what it used is accounted for. A second
    /// time does nothing.
    ///
    /// @param status the HTTP status that tells how it went, 200 to 599
    void end(int status);
}
