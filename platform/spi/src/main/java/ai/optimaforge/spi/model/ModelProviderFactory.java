// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.spi.model;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Map;

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

    /// The presets of this type. A file with `preset: groq` needs no `type:`, and takes what it
    /// does not say itself from the preset of that name. A type that has presets has a setting
    /// `preset` among those of its instances, by which [#create] learns of it. Called once for
    /// each start.
    default List<Preset> presets() {
        return List.of();
    }

    /// The settings of an instance that a preset knows.
    ///
    /// @param name what stands behind `preset:`; unique among the plugins of a platform
    /// @param settings the settings in the form of the file (kebab-case keys), each with the
    /// values that it may have, the best first. A value may refer to the environment, as
    /// `${env:GROQ_API_KEY}`; the first that refers to no variable that is not set counts. If
    /// there is none, the setting is not known.
    record Preset(String name, Map<String, List<String>> settings) {
        /// Keeps a copy of the settings.
        public Preset {
            requireNonNull(name, "name is null");
            settings =
                    settings.entrySet().stream()
                            .collect(
                                    toUnmodifiableMap(
                                            Map.Entry::getKey,
                                            setting -> List.copyOf(setting.getValue())));
        }
    }

    /// The instances that exist without a file of the operator's, each under its condition. A
    /// file of the same name wins. Called once for each start.
    default List<ImplicitInstance> implicitInstances() {
        return List.of();
    }
}
