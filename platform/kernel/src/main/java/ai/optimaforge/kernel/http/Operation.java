// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.http;

import ai.optimaforge.kernel.plugin.PluginLoad;
import ai.optimaforge.spi.endpoint.Answer;
import ai.optimaforge.spi.endpoint.Call;
import ai.optimaforge.spi.endpoint.ErrorFormat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;

import java.util.function.Function;

/// Something that a client can call.
///
/// @param id the `operationId` of the contract
/// @param load of the plugin that brings it
/// @param method the HTTP method
/// @param path the path
/// @param terms on what terms it may be called
/// @param takesBody whether the contract has a request body
/// @param errors how its failures are told
/// @param handler what answers a call
record Operation(
        String id,
        PluginLoad load,
        HttpMethod method,
        PathTemplate path,
        Terms terms,
        boolean takesBody,
        ErrorFormat errors,
        Function<Call, Future<Answer>> handler) {
    /// The id of the plugin.
    String owner() {
        return load.plugin();
    }
}
