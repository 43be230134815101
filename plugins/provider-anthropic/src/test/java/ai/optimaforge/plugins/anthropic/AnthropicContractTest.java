// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.testing.provider.UpstreamProviderContractTest;
import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;
import ai.optimaforge.testing.upstream.anthropic.MessageReply;

import java.util.Set;

class AnthropicContractTest extends UpstreamProviderContractTest {
    @Override
    protected String settings(FakeUpstream upstream, String secret) {
        return """
        type: anthropic
        base-url: %s
        api-key: %s
        first-byte-timeout: 2 s
        """
                .formatted(upstream.origin(), secret);
    }

    @Override
    protected Set<Capability> claims() {
        return Set.of(Capability.CHAT, Capability.CHAT_STREAM);
    }

    @Override
    protected HttpReply error(int status, String message) {
        return AnthropicWire.error(status, message);
    }

    @Override
    protected Reply endless() {
        return Streams.endless();
    }

    @Override
    protected Reply breakingOff() {
        return MessageReply.of("Hel", "lo").whenStreamed(stream -> stream.resetAfter(4));
    }
}
