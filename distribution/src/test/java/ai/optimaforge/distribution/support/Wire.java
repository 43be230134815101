// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.support;

import ai.optimaforge.testing.upstream.ToolCall;

/// An upstream's API behind the platform: how its model is made to say something. The next one is
/// a constant of [Wires] more.
public interface Wire {
    /// The model to ask for.
    String model();

    /// Says this next.
    void say(String... fragments);

    /// Calls these next.
    void call(ToolCall... calls);

    /// Thinks this next, and then says that.
    void think(String thoughts, String text);

    /// Stops next at the most tokens that it may write.
    void cut(String text);

    /// Fails next.
    void fail(int status);

    /// Dies next, in the midst of a stream.
    void die();
}
