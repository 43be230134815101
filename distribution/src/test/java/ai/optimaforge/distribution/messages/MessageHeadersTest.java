// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.RawConnection;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.RecordedRequest;
import ai.optimaforge.testing.upstream.anthropic.MessageReply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/// Which headers of a client reach the upstream.
class MessageHeadersTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.ofAllWires();

    private static final String MESSAGES = "/v1/messages";
    private static final String BODY =
            "{ \"model\":\"%s\", \"max_tokens\":9,"
                    + " \"messages\":[{\"role\":\"user\",\"content\":\"hi\"}] }";

    private static ApiResponse ask(String model, String... headers) {
        return GATEWAY.client()
                .send(
                        MESSAGES,
                        request ->
                                request.POST(BodyPublishers.ofString(BODY.formatted(model)))
                                        .headers(headers));
    }

    @Test
    void should_send_version_and_betas_beside_the_bytes_when_the_provider_speaks_the_dialect() {
        GATEWAY.answer(MessageReply.of("hello"));
        ApiResponse answer =
                ask(
                        "claude/fake-chat",
                        "anthropic-version",
                        "2026-10-21",
                        "anthropic-beta",
                        "a-2025-01-01",
                        "anthropic-beta",
                        "b-2025-01-01",
                        "anthropic-dangerous-direct-browser-access",
                        "true",
                        "x-stainless-lang",
                        "java");
        assertEquals(200, answer.status(), answer::toString);
        RecordedRequest sent = GATEWAY.received();
        assertEquals(BODY.formatted("fake-chat"), sent.text());
        assertEquals(List.of("2026-10-21"), sent.headers().allValues("anthropic-version"));
        assertEquals(
                List.of("a-2025-01-01,b-2025-01-01"), sent.headers().allValues("anthropic-beta"));
        assertEquals(List.of(Gateway.UPSTREAM_KEY), sent.headers().allValues("x-api-key"));
        assertEquals("", sent.header("authorization"));
        assertEquals("", sent.header("anthropic-dangerous-direct-browser-access"));
        assertEquals("", sent.header("x-stainless-lang"));
    }

    @Test
    void should_say_that_betas_were_left_out_when_the_provider_speaks_another_dialect() {
        GATEWAY.answer(ChatReply.of("hello"));
        ApiResponse answer = ask("up/fake", "anthropic-beta", "a-2025-01-01");
        assertEquals(
                List.of(
                        "anthropic-beta (a-2025-01-01) was left out: the model's provider does not"
                                + " speak this API"),
                answer.json().getJsonObject("forge_metadata").getJsonArray("notices").getList());
        assertEquals("", GATEWAY.received().header("anthropic-beta"));
    }

    @Test
    void should_answer_400_when_a_beta_has_what_no_header_should_hold() {
        ApiResponse refused = askWithBeta("b\u00e9ta");
        assertEquals(400, refused.status(), refused::toString);
        assertEquals(
                "anthropic-beta must be of visible ASCII characters, not b\\u00e9ta.",
                refused.error().getString("message"));
        // control characters don't get past what reads heads, which knows no names
        ApiResponse malformed = askWithBeta("a\u0001b");
        assertEquals(400, malformed.status(), malformed::toString);
        assertTrue(malformed.error().getString("message").contains("a\u0001b"));
        assertFalse(GATEWAY.upstream().hasUnseen());
    }

    private static ApiResponse askWithBeta(String beta) {
        String body = BODY.formatted("claude/fake-chat");
        try (RawConnection connection = RawConnection.open(GATEWAY.platform().address())) {
            return connection
                    .send(
                            String.join(
                                    "\r\n",
                                    "POST /v1/messages HTTP/1.1",
                                    "Host: x",
                                    "x-api-key: " + GATEWAY.platform().key(),
                                    "anthropic-beta: " + beta,
                                    "Content-Length: " + body.length(),
                                    "",
                                    body))
                    .response();
        }
    }
}
