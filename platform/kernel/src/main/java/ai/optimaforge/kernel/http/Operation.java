// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

import java.util.Set;
import java.util.function.Function;

/// Something that a client can call.
///
/// @param id the `operationId` of the contract
/// @param owner the plugin that brings it, or `kernel`
/// @param method the HTTP method
/// @param path the path
/// @param access who may call it
/// @param takesBody whether the contract has a request body
/// @param handler what answers a call
record Operation(
        String id,
        String owner,
        HttpMethod method,
        PathTemplate path,
        Access access,
        boolean takesBody,
        Function<Call, Future<Answer>> handler) {

    /// Who may call an operation.
    sealed interface Access {
        /// Anyone, without a key.
        record Open() implements Access {}

        /// A key that carries any one of the scopes.
        ///
        /// @param openOnLoopback whether a caller on the same machine needs no key
        record Scoped(Set<String> scopes, boolean openOnLoopback) implements Access {}
    }
}
