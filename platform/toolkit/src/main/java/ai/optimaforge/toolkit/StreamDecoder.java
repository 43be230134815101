// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;
import ai.optimaforge.spi.stream.PushStream;

import io.vertx.core.buffer.Buffer;

/// Turns the server-sent events of one answer into items. One decoder a stream; called on the
/// call's event loop.
///
/// @param <T> the items
public interface StreamDecoder<T> {
    /// An event of the upstream. The decoder pushes what comes of it, or ends or fails the
    /// stream; what it throws fails the stream.
    void event(String type, byte[] data, PushStream<T> out);

    /// The upstream's answer is over. The decoder ends the stream, or fails it if something is
    /// missing. Not called if the stream has ended or failed already.
    void end(PushStream<T> out);

    /// The upstream took the request, but answered with something else than a stream.
    ///
    /// @param contentType what it says it is
    /// @param body all of it
    /// @return what the call fails with
    default UpstreamException noStream(String contentType, Buffer body) {
        return UpstreamException.of(Failure.GARBLED, "it answered " + contentType + " to a stream");
    }
}
