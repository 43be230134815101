// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.connect;

import ai.optimaforge.spi.CallContext;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.List;

/// An app that users connect: what it can do for them. Called on the event loop of the call, by
/// several loops at a time.
public interface ConnectApp {
    /// How an account authenticates.
    AuthScheme authScheme();

    /// The actions, each a tool that a model or a caller can run.
    List<Action> actions();

    /// Runs an action with arguments that its schema has accepted.
    Future<JsonObject> run(String action, JsonObject arguments, CallContext call);

    /// How an account authenticates.
    enum AuthScheme {
        /// The app needs no account.
        NONE,
        /// The user gives an API key.
        API_KEY,
        /// The user is sent to the app's OAuth 2 consent page.
        OAUTH2
    }

    /// Something that the app can do.
    ///
    /// @param name the name within the app, `snake_case`
    /// @param description what it does, for a model to read
    /// @param inputSchema JSON Schema of the arguments
    /// @param outputSchema JSON Schema of the result
    record Action(
            String name, String description, JsonObject inputSchema, JsonObject outputSchema) {}
}
