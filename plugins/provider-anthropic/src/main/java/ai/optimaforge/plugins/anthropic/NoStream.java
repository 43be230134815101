// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.toolkit.UpstreamJson;

import io.vertx.core.buffer.Buffer;

import java.util.Optional;

/// What an upstream answers with instead of a stream.
final class NoStream {
    private NoStream() {}

    /// The error that it is, if it is one.
    static Optional<UpstreamException> failure(Buffer body) {
        try {
            return UpstreamDocument.error(UpstreamJson.parse(body.getBytes(), "its answer"));
        } catch (UpstreamException noObject) {
            return Optional.empty();
        }
    }
}
