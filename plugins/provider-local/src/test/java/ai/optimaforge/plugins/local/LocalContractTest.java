// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.local;

import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.testing.provider.ModelProviderContractTest;

import java.util.Set;

class LocalContractTest extends ModelProviderContractTest {
    @Override
    protected String settings() {
        return "type: local";
    }

    @Override
    protected Set<Capability> claims() {
        return Set.of(Capability.EMBEDDINGS);
    }

    @Override
    protected String embeddingModel() {
        return LocalProvider.MODEL;
    }
}
