// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.connect;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Optional;

/// A connected app: actions that a model or a caller can run, and triggers that tell of what
/// happens there. Shared by all event loops: it must not block and what it shares must be
/// thread-safe.
public interface ConnectApp {
    /// How an account authenticates. Asked once.
    AuthScheme authScheme();

    /// The actions, each a tool. Asked once.
    List<Action> actions();

    /// The triggers. Asked once.
    default List<Trigger> triggers() {
        return List.of();
    }

    /// Runs an action. Called on the call's event loop.
    ///
    /// @param action the name of one of [#actions()]
    /// @param arguments what its schema has accepted
    /// @param account the account in whose name it runs, and the call
    /// @return the result, as its schema says; fails with a
    /// [ai.optimaforge.spi.model.UpstreamException] if the app refuses it
    Future<JsonObject> run(String action, JsonObject arguments, ConnectAccount account);

    /// Asks what has happened since it was last asked. Called on an event loop, for one account
    /// at a time.
    ///
    /// @param trigger the name of one of [#triggers()]
    /// @param settings what its schema has accepted
    /// @param cursor what the last answer said; empty the first time, which tells nothing that
    /// happened before
    default Future<Happened> poll(
            String trigger, JsonObject settings, Optional<String> cursor, ConnectAccount account) {
        return Future.failedFuture(new IllegalArgumentException("there is no trigger " + trigger));
    }

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

    /// Something that can happen in the app.
    ///
    /// @param name the name within the app, `snake_case`
    /// @param description what happens, for a reader
    /// @param settingsSchema JSON Schema of what to look at
    /// @param eventSchema JSON Schema of what is told
    record Trigger(
            String name, String description, JsonObject settingsSchema, JsonObject eventSchema) {}

    /// What has happened.
    ///
    /// @param events the oldest first
    /// @param cursor where to go on from
    record Happened(List<JsonObject> events, String cursor) {
        /// Keeps a copy.
        public Happened {
            events = List.copyOf(events);
        }
    }
}
