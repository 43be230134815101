// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel;

import ai.optimaforge.kernel.model.ProviderStatus;
import ai.optimaforge.kernel.plugin.PluginStatus;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// What the operator is told after a start.
///
/// @param address where the platform listens
/// @param keySource where the bootstrap key is, in words; never the key
/// @param newKey the key, if it was made at this start; it is shown once
/// @param providers the provider instances
/// @param plugins the plugins
public record StartReport(
        URI address,
        String keySource,
        Optional<String> newKey,
        List<ProviderStatus> providers,
        List<PluginStatus> plugins) {}
