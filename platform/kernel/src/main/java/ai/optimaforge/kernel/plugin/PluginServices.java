// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.plugin;

import ai.optimaforge.kernel.config.Configuration;
import ai.optimaforge.spi.model.Models;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;

/// What the platform has for plugins.
///
/// @param vertx the event loops
/// @param configuration the settings
/// @param models the models
/// @param registry where metrics are registered
public record PluginServices(
        Vertx vertx, Configuration configuration, Models models, MeterRegistry registry) {}
