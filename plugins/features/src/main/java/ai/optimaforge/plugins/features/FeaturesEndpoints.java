// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.features;

import ai.optimaforge.spi.PluginContext;
import ai.optimaforge.spi.admin.Administration;
import ai.optimaforge.spi.endpoint.EndpointGroup;
import ai.optimaforge.spi.endpoint.Operations;
import ai.optimaforge.spi.feature.Features;

/// The operations of `features.yaml`.
public final class FeaturesEndpoints implements EndpointGroup {
    private final FeatureResource features;

    /// For the kernel.
    public FeaturesEndpoints(PluginContext context) {
        this(context.features(), context.administration());
    }

    FeaturesEndpoints(Features features, Administration administration) {
        this.features = new FeatureResource(features, administration);
    }

    @Override
    public String contract() {
        return "features.yaml";
    }

    @Override
    public void bind(Operations operations) {
        operations
                .on("listFeatures", features::list)
                .on("getUserFeatures", features::get)
                .on("setUserFeature", features::set);
    }
}
