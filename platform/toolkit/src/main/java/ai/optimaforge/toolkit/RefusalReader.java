// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.toolkit;

import ai.optimaforge.spi.model.UpstreamException;

import io.vertx.core.buffer.Buffer;

/// Reads what an upstream says when it refuses, where its errors are not of OpenAI's shape.
@FunctionalInterface
public interface RefusalReader {
    /// What a refusal means.
    ///
    /// @param plain its status, its `Retry-After`, and its message as far as that stands where
    /// OpenAI has it
    /// @param body all that the upstream said
    UpstreamException read(UpstreamException plain, Buffer body);
}
