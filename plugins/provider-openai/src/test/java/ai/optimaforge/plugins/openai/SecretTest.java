// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.plugins.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.optimaforge.spi.config.Secret;
import ai.optimaforge.testing.TestCall;
import ai.optimaforge.testing.upstream.HttpReply;
import ai.optimaforge.testing.upstream.SseReply;

import org.junit.jupiter.api.Test;

import java.util.Map;

class SecretTest extends ProviderTest {
    private static final String ECHO = "Wrong key: " + TestConfig.KEY + ".";

    @Test
    void should_hide_the_key_when_the_upstream_repeats_it() {
        var refusal = HttpReply.error(401, "invalid_request_error", "invalid_api_key", ECHO);
        assertEquals("Wrong key: ***.", failureAfter(refusal).message());
        assertEquals(401, failureAfter(refusal).status());
        assertEquals("Wrong key: ***.", streamFailureAfter(refusal).message());
    }

    @Test
    void should_hide_the_key_when_a_stream_repeats_it() {
        var reply = SseReply.ofData("{\"error\":{\"message\":\"" + ECHO + "\"}}");
        assertEquals("Wrong key: ***.", streamFailureAfter(reply).message());
    }

    @Test
    void should_hide_the_key_when_the_upstream_echoes_it_as_a_content_type() {
        var reply = HttpReply.ok().header("Content-Type", "text/" + TestConfig.KEY);
        assertFalse(streamFailureAfter(reply).message().contains(TestConfig.KEY));
    }

    @Test
    void should_hide_a_header_when_its_name_says_that_it_is_secret() {
        var headers = Map.of("X-Api-Key", Secret.of("k-98765"), "X-Team", Secret.of("blue"));
        var custom = create(TestConfig.of(upstream.baseUrl(), headers));
        upstream.next(HttpReply.error(403, "t", "c", "k-98765 of blue is blocked"));
        var failure = loop.failure(() -> custom.chat(WHOLE, new TestCall()));
        assertEquals("*** of blue is blocked", failure.message());
    }

    @Test
    void should_show_no_secret_when_the_settings_are_printed() {
        var headers = Map.of("X-Api-Key", Secret.of("k-98765"));
        String printed = TestConfig.of(upstream.baseUrl(), headers).toString();
        assertFalse(printed.contains(TestConfig.KEY), printed);
        assertFalse(printed.contains("k-98765"), printed);
    }
}
