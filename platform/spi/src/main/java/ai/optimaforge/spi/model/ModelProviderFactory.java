// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import java.util.List;

/// A type of model provider, of which the operator makes any number of named instances:
/// `conf/providers/groq.yaml` with `type: openai`.
///
/// Constructed once at each start of the plugin, with its [ai.optimaforge.spi.PluginContext] if
/// the public constructor asks for one.
///
/// @param <C> the settings of an instance; its components carry
/// [ai.optimaforge.spi.config.Setting]
public interface ModelProviderFactory<C extends Record> {
    /// The name that stands behind `type:`. Unique among the plugins of a platform.
    String type();

    /// The record to which the settings of an instance are bound. An unknown or ill-typed setting
    /// is told to the operator before [#create] is called.
    Class<C> configType();

    /// Makes an instance. Called once for each instance at the start, and again when its settings
    /// change. It does not wait for the upstream: an upstream that is away shows when it is
    /// called.
    ///
    /// @param instance the instance's name, for instance `groq`
    ModelProvider create(String instance, C config);

    /// The instances that exist without a file of the operator's, each under its condition. A
    /// file of the same name wins. Called once for each start.
    default List<ImplicitInstance> implicitInstances() {
        return List.of();
    }
}
