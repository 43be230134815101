// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import ai.optimaforge.kernel.plugin.PluginLoad;
import ai.optimaforge.spi.model.ModelProviderFactory;

/// A type of providers, and the run of the plugin that brings it.
///
/// @param load is entered by each call of its models
public record ProviderType(ModelProviderFactory<?> factory, PluginLoad load) {
    /// The name by which the operator's files ask for it.
    String name() {
        return factory.type();
    }
}
