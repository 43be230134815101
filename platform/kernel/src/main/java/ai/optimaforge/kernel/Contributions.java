// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.http.BoundGroup;
import ai.optimaforge.kernel.http.HttpRoom;
import ai.optimaforge.kernel.plugin.PluginLocation;
import ai.optimaforge.kernel.plugin.PluginRoom;
import ai.optimaforge.kernel.plugin.PluginStatus;
import ai.optimaforge.kernel.plugin.RunningPlugin;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.feature.FeatureDefinition;
import ai.optimaforge.spi.model.ModelProviderFactory;

import java.util.ArrayList;
import java.util.List;

/// What the plugins bring, beside the operations, which are published as they come.
///
/// @param features the features that their contracts define
/// @param factories their types of providers
record Contributions(List<FeatureDefinition> features, List<ModelProviderFactory<?>> factories) {
    /// Starts the plugins and publishes their operations.
    ///
    /// @throws StartFailedException with each plugin that must run and can't
    static Contributions collect(PluginRoom plugins, List<PluginLocation> locations, HttpRoom http)
            throws StartFailedException {
        List<BoundGroup> groups = new ArrayList<>();
        List<ModelProviderFactory<?>> factories = new ArrayList<>();
        http.publish(groups);
        for (RunningPlugin plugin : plugins.start(locations)) {
            try {
                List<BoundGroup> together = new ArrayList<>(groups);
                for (EndpointGroup group : plugin.endpointGroups()) {
                    together.add(BoundGroup.bind(plugin.load(), group));
                }
                http.publish(together);
                groups = together;
                factories.addAll(plugin.providerFactories());
            } catch (RuntimeException | LinkageError e) {
                plugins.fail(plugin, e);
            }
        }
        List<PluginStatus> failures = plugins.failures();
        if (!failures.isEmpty()) {
            throw new StartFailedException(failures.stream().map(Contributions::tell).toList());
        }
        return new Contributions(
                groups.stream().flatMap(group -> group.features().stream()).toList(), factories);
    }

    private static String tell(PluginStatus plugin) {
        return "plugin %s %s can't run: %s"
                .formatted(plugin.id(), plugin.version(), plugin.reason());
    }
}
