// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import ai.optimaforge.spi.model.ImplicitInstance;
import ai.optimaforge.spi.model.ImplicitInstance.Condition.NothingElse;
import ai.optimaforge.spi.model.ModelProvider;
import ai.optimaforge.spi.model.ModelProviderFactory;

import java.util.List;
import java.util.Map;

/// The type `sandbox`: answers without a model, where there is nothing else to answer.
public final class SandboxProviderFactory implements ModelProviderFactory<SandboxConfig> {
    /// Called by the kernel.
    public SandboxProviderFactory() {}

    @Override
    public String type() {
        return "sandbox";
    }

    @Override
    public Class<SandboxConfig> configType() {
        return SandboxConfig.class;
    }

    @Override
    public ModelProvider create(String instance, SandboxConfig config) {
        return new SandboxProvider();
    }

    @Override
    public List<ImplicitInstance> implicitInstances() {
        return List.of(new ImplicitInstance("sandbox", new NothingElse(), Map.of()));
    }
}
