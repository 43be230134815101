// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.sandbox;

import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.testing.provider.ModelProviderContractTest;

import java.util.Set;

/// The part of the contract that needs no upstream.
class SandboxContractTest extends ModelProviderContractTest {
    @Override
    protected String settings() {
        return "type: sandbox";
    }

    @Override
    protected Set<Capability> claims() {
        return Set.of(Capability.CHAT, Capability.CHAT_STREAM, Capability.EMBEDDINGS);
    }

    @Override
    protected String chatModel() {
        return SandboxProvider.CHAT_MODEL;
    }

    @Override
    protected String embeddingModel() {
        return SandboxProvider.EMBEDDING_MODEL;
    }
}
