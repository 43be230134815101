// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.upstream.ChatReply;
import ai.optimaforge.testing.upstream.HttpReply;

import com.openai.client.OpenAIClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnprocessableEntityException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.stream.Stream;

class SdkErrorsTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    record Case(int status, String code, Class<? extends OpenAIServiceException> exception) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(400, "provider_refused_request", BadRequestException.class),
                new Case(401, "provider_authentication_failed", InternalServerException.class),
                new Case(404, "resource_not_found", NotFoundException.class),
                new Case(422, "invalid_value", UnprocessableEntityException.class),
                new Case(429, "rate_limit_exceeded", RateLimitException.class),
                new Case(500, "provider_error", InternalServerException.class),
                new Case(529, "provider_unavailable", InternalServerException.class));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void should_throw_the_sdks_exception_when_the_upstream_fails(Case expected) {
        GATEWAY.answer(HttpReply.error(expected.status(), "t", "c", "what it said"));
        OpenAIServiceException thrown = assertThrows(expected.exception(), () -> ask("fake"));
        assertEquals(expected.code(), thrown.code().orElseThrow());
        assertTrue(thrown.type().isPresent());
    }

    @Test
    void should_throw_not_found_when_there_is_no_such_model() {
        NotFoundException thrown = assertThrows(NotFoundException.class, () -> ask("none"));
        assertEquals("model_not_found", thrown.code().orElseThrow());
        assertEquals("model", thrown.param().orElseThrow());
    }

    @Test
    void should_throw_unauthorized_when_the_key_is_wrong() {
        OpenAIClient client = Sdk.builder(GATEWAY.platform()).apiKey("wrong").build();
        try {
            assertThrows(UnauthorizedException.class, () -> client.models().list());
        } finally {
            client.close();
        }
    }

    @Test
    void should_throw_when_a_stream_dies() {
        GATEWAY.answer(ChatReply.of("a", "b").whenStreamed(s -> s.closeAfter(2)));
        OpenAIClient client = Sdk.of(GATEWAY);
        try (var chunks =
                client.chat().completions().createStreaming(Sdk.ask("fake", "hi").build())) {
            assertThrows(OpenAIException.class, () -> chunks.stream().forEach(chunk -> {}));
        } finally {
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 529})
    void should_try_again_when_that_may_help(int status) {
        GATEWAY.answer(HttpReply.error(status, "t", "c", "later").header("Retry-After", "0.1"));
        assertEquals(2, callsUntilAnswered(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 422})
    void should_not_try_again_when_that_can_not_help(int status) {
        GATEWAY.answer(HttpReply.error(status, "t", "c", "never"));
        assertEquals(1, callsUntilAnswered(3));
    }

    private static int callsUntilAnswered(int retries) {
        int before = GATEWAY.upstream().requests().size();
        OpenAIClient client = Sdk.builder(GATEWAY.platform()).maxRetries(retries).build();
        try {
            client.chat().completions().create(Sdk.ask("fake", "hi").build());
        } catch (OpenAIServiceException refused) {
            assertTrue(Map.of(400, 1, 404, 1, 422, 1).containsKey(refused.statusCode()));
        } finally {
            client.close();
        }
        return GATEWAY.upstream().requests().size() - before;
    }

    private static void ask(String model) {
        OpenAIClient client = Sdk.of(GATEWAY);
        try {
            client.chat().completions().create(Sdk.ask(model, "hi").build());
        } finally {
            client.close();
        }
    }
}
