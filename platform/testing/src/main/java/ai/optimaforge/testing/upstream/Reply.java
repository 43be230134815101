// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.testing.upstream;

import java.io.IOException;

/// What the fake upstream does with one request: any HTTP answer, right or wrong.
///
/// The stock answers are [ChatReply], [EmbeddingReply], [ModelListReply], [HttpReply],
/// [SseReply], [RawReply] and [Fault]; a lambda over the [Wire] does what none of them can. One
/// answer may serve many calls, at once too.
@FunctionalInterface
public interface Reply {
    /// Answers `request`; runs on a virtual thread of its own and may block. The last call is
    /// [Wire#finish], [Wire#close] or [Wire#reset]; an answer that returns without any of them
    /// has its connection closed.
    ///
    /// @throws IOException when the client has left; passed on as it comes
    void play(RecordedRequest request, Wire wire) throws IOException;
}
