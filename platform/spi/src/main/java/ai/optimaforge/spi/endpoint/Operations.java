// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.endpoint;

import io.vertx.core.Future;

import java.util.function.Function;

/// Where an [EndpointGroup] leaves its handlers.
public interface Operations {
    /// Handles an operation. The handler is called once for each call, on the event loop that
    /// holds the client's connection, by several loops at a time: it must not block and what it
    /// shares must be thread-safe. What it throws and what fails its future is answered alike: a
    /// [ai.optimaforge.spi.ForgeException] as it says, all else as an internal error.
    Operations on(String operationId, Function<Call, Future<Answer>> handler);
}
