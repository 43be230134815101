// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;

import java.util.Optional;

/// One server-sent event of a streamed answer in the dialect of its [NativeRequest], as the
/// upstream gave it.
///
/// @param event the name of the event; empty if it has none
/// @param data its data, without a line break
/// @param usage what the call has used so far, if the event says so
public record NativeEvent(String event, Buffer data, Optional<TokenUsage> usage) {
    /// Keeps them.
    public NativeEvent {
        requireNonNull(event, "event is null");
        requireNonNull(data, "data is null");
        requireNonNull(usage, "usage is null");
    }
}
