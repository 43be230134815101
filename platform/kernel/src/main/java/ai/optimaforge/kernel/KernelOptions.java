// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import static java.util.Objects.requireNonNull;

import ai.optimaforge.kernel.config.Sources;
import ai.optimaforge.kernel.plugin.PluginLocation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What a platform is started with.
///
/// @param conf the directory of `forge.yaml` and `providers/`; it need not exist
/// @param data the directory of what the platform keeps; made if it is missing
/// @param plugins finds where the plugins are, at the start and when one is added or replaced
/// @param settings settings that win over the environment and the file, as given by `--set`
/// @param environment the environment variables
public record KernelOptions(
        Path conf,
        Path data,
        Supplier<List<PluginLocation>> plugins,
        Map<String, String> settings,
        Map<String, String> environment) {
    /// Keeps copies.
    public KernelOptions {
        requireNonNull(conf, "conf is null");
        requireNonNull(data, "data is null");
        requireNonNull(plugins, "plugins is null");
        settings = Map.copyOf(settings);
        environment = Map.copyOf(environment);
    }

    /// The sources of the settings.
    public Sources sources() {
        List<String> set =
                settings.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
        return new Sources(conf, environment, set);
    }
}
