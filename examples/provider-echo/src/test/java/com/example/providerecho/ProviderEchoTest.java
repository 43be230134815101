// SPDX-License-Identifier: Apache-2.0
package com.example.providerecho;

import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.testing.provider.ModelProviderContractTest;

import java.util.Set;

// region test
/// What every provider keeps, for what this one claims.
class ProviderEchoTest extends ModelProviderContractTest {
    @Override
    protected String settings() {
        return "type: provider-echo";
    }

    @Override
    protected Set<Capability> claims() {
        return Set.of(Capability.CHAT, Capability.CHAT_STREAM);
    }

    @Override
    protected String chatModel() {
        return "echo-1";
    }
}
// endregion
