// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.testing.provider.UpstreamProviderContractTest;
import ai.optimaforge.testing.upstream.FakeUpstream;

import java.util.Set;

class OpenAiContractTest extends UpstreamProviderContractTest {
    @Override
    protected String settings(FakeUpstream upstream, String secret) {
        return """
        type: openai
        base-url: %s
        api-key: %s
        first-byte-timeout: 2 s
        """
                .formatted(upstream.baseUrl(), secret);
    }

    @Override
    protected Set<Capability> claims() {
        return Set.of(Capability.CHAT, Capability.CHAT_STREAM, Capability.EMBEDDINGS);
    }
}
