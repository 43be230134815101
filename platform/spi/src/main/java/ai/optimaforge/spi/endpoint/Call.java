// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.endpoint;

import ai.optimaforge.spi.CallContext;
import ai.optimaforge.spi.json.JsonDocument;

import io.vertx.core.buffer.Buffer;

import java.util.List;
import java.util.Optional;

/// One call as the endpoint sees it: routed, authenticated and read whole. Made by the kernel;
/// used on the call's event loop.
public interface Call {
    /// What belongs to the call and travels down to the provider.
    CallContext context();

    /// A parameter of the path, decoded.
    ///
    /// @throws IllegalArgumentException if the contract's path has no such parameter
    String path(String name);

    /// The first query parameter of this name, decoded.
    Optional<String> query(String name);

    /// The first header of this name, whatever its case.
    Optional<String> header(String name);

    /// All headers of this name, whatever its case, in the order they came in; empty if there is
    /// none.
    default List<String> headers(String name) {
        return header(name).stream().toList();
    }

    /// The body as it came; empty if there was none.
    Buffer body();

    /// The body as a JSON object. It is read and checked at the first use.
    ///
    /// @throws ai.optimaforge.spi.ForgeException with a 400 if it is not one
    JsonDocument json();
}
