// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.google;

import ai.optimaforge.spi.model.Capability;
import ai.optimaforge.testing.provider.UpstreamProviderContractTest;
import ai.optimaforge.testing.upstream.FakeUpstream;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.Reply;
import ai.optimaforge.testing.upstream.SseReply;
import ai.optimaforge.testing.upstream.google.GeminiError;
import ai.optimaforge.testing.upstream.google.GeminiReply;

import java.util.Set;

class GoogleContractTest extends UpstreamProviderContractTest {
    @Override
    protected String settings(FakeUpstream upstream, String secret) {
        return """
        type: google
        base-url: %s
        api-key: %s
        first-byte-timeout: 2 s
        """
                .formatted(upstream.origin(), secret);
    }

    @Override
    protected Set<Capability> claims() {
        return Set.of(Capability.CHAT, Capability.CHAT_STREAM, Capability.EMBEDDINGS);
    }

    @Override
    protected HttpReply error(int status, String message) {
        return GeminiError.of(status, message);
    }

    @Override
    protected Reply endless() {
        return SseReply.endless(ProviderTest.event("x".repeat(1024)));
    }

    @Override
    protected Reply breakingOff() {
        return GeminiReply.of("Hel", "lo").whenStreamed(stream -> stream.resetAfter(1));
    }
}
