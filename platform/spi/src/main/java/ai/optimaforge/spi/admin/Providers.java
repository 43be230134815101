// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.admin;

import ai.optimaforge.spi.Caller;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The provider instances.
public interface Providers {
    /// All instances, in routing order.
    List<ProviderInfo> list();

    /// One instance; fails with 404 and the nearest names if there is none.
    Future<ProviderInfo> get(String id);

    /// Asks the provider for its models now.
    Future<Test> test(String id);

    /// Changes an instance's settings on all nodes, beyond a restart.
    ///
    /// @param settings what shall be otherwise, by the names in its file (`base-url`, `api-key`,
    /// `models`, …); values as a file could have them. `enabled` false takes it out of routing
    Future<ProviderInfo> change(String id, JsonObject settings, Caller by);

    /// An instance.
    ///
    /// @param id its name
    /// @param type the type of provider
    /// @param origin where its settings came from, in words
    /// @param enabled whether calls may go to it
    /// @param status whether it tells its models
    /// @param problem why not, else empty
    /// @param models how many it has
    /// @param latency of its last answer, in milliseconds
    /// @param openCircuits its models that failed too often of late, and are left alone for a
    /// while
    /// @param openElsewhere its models of which another node tells that; calls go elsewhere first
    /// @param settings its settings as text, secrets masked
    record ProviderInfo(
            String id,
            String type,
            String origin,
            boolean enabled,
            ProviderState status,
            String problem,
            int models,
            OptionalLong latency,
            List<String> openCircuits,
            List<String> openElsewhere,
            Map<String, String> settings) {
        /// Keeps copies.
        public ProviderInfo {
            openCircuits = List.copyOf(openCircuits);
            openElsewhere = List.copyOf(openElsewhere);
            settings = Map.copyOf(settings);
        }

        /// An instance of which other nodes tell nothing.
        public ProviderInfo(
                String id,
                String type,
                String origin,
                boolean enabled,
                ProviderState status,
                String problem,
                int models,
                OptionalLong latency,
                List<String> openCircuits,
                Map<String, String> settings) {
            this(
                    id,
                    type,
                    origin,
                    enabled,
                    status,
                    problem,
                    models,
                    latency,
                    openCircuits,
                    List.of(),
                    settings);
        }
    }

    /// Whether an instance answers.
    enum ProviderState {
        /// It does.
        UP,
        /// It does not.
        DOWN,
        /// It has not been asked yet.
        UNKNOWN
    }

    /// What came of a test.
    ///
    /// @param latencyMillis how long it took
    /// @param models how many models it has
    /// @param error what went wrong, for the operator
    record Test(String id, boolean ok, long latencyMillis, int models, Optional<String> error) {}
}
