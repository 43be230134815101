// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.upstream.anthropic.AnthropicWire;
import ai.optimaforge.testing.upstream.anthropic.MessageReply;

import org.junit.jupiter.api.Test;

import java.util.Map;

class SecretTest extends ProviderTest {
    private static final String ECHO = "Wrong key: " + TestConfig.KEY + ".";

    @Test
    void should_hide_the_key_when_the_upstream_repeats_it() {
        var refusal = AnthropicWire.error(401, ECHO);
        assertEquals("Wrong key: ***.", failureAfter(refusal).message());
        assertEquals("Wrong key: ***.", streamFailureAfter(refusal).message());
        var midway = MessageReply.of("a").failingAfter(2, "api_error", ECHO);
        assertEquals("Wrong key: ***.", streamFailureAfter(midway).message());
    }

    @Test
    void should_send_the_operators_headers_and_hide_their_secrets() {
        var headers = Map.of("X-Api-Key", Secret.of("k-98765"), "X-Team", Secret.of("blue"));
        var custom = create(TestConfig.of(upstream.origin(), headers));
        upstream.next(AnthropicWire.error(403, "k-98765 of blue is blocked"));
        var failure = loop.failure(() -> custom.chat(WHOLE, new TestCall()));
        assertEquals("*** of blue is blocked", failure.message());
        var seen = upstream.nextRequest(SOON);
        assertEquals("k-98765", seen.header("x-api-key"));
        assertEquals("blue", seen.header("x-team"));
    }

    @Test
    void should_show_no_secret_when_the_settings_are_printed() {
        var headers = Map.of("X-Api-Key", Secret.of("k-98765"));
        String printed = TestConfig.of(upstream.origin(), headers).toString();
        assertFalse(printed.contains(TestConfig.KEY), printed);
        assertFalse(printed.contains("k-98765"), printed);
    }
}
