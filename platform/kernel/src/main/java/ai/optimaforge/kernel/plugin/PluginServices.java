// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.cluster.Audience;
import ai.optimaforge.kernel.config.Configuration;
import ai.optimaforge.spi.Calls;
import ai.optimaforge.spi.Secrets;
import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.cache.ClusterCache;
import ai.optimaforge.spi.cache.Events;
import ai.optimaforge.spi.feature.Features;
import ai.optimaforge.spi.model.Models;
import ai.optimaforge.spi.store.DocumentStore;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

import java.util.function.Function;

/// What the platform has for plugins.
///
/// @param vertx the event loops
/// @param configuration the settings
/// @param models the models
/// @param state what lasts and what is shared
/// @param features the features
/// @param administration the platform as its operator sees it
/// @param registry where metrics are registered
public record PluginServices(
        Vertx vertx,
        Configuration configuration,
        Models models,
        State state,
        Features features,
        Administration administration,
        Function<String, Calls> calls,
        Function<String, Secrets> secrets,
        MeterRegistry registry) {

    /// What lasts and what is shared, to each plugin its own.
    public interface State {
        /// The documents of a plugin.
        DocumentStore documents(String plugin);

        /// The cached values of a plugin.
        ClusterCache cache(String plugin, Audience audience);

        /// The events for a plugin.
        Events events(Audience audience);
    }
}
