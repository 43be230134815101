// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.optimaforge.spi.ForgeException;
import ai.optimaforge.spi.model.UpstreamException;
import ai.optimaforge.spi.model.UpstreamException.Failure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Optional;

/// What the upstream said, and what the client is told.
class ClientErrorsTest {
    private static ForgeException told(UpstreamException failure) {
        return assertInstanceOf(ForgeException.class, ClientErrors.from(failure, "groq"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, invalid_request_error, provider_refused_request",
        "401, 502, provider_error, provider_authentication_failed",
        "403, 502, provider_error, provider_authentication_failed",
        "404, 404, not_found, resource_not_found",
        "408, 504, timeout_error, provider_timeout",
        "409, 409, conflict, resource_conflict",
        "413, 413, invalid_request_error, body_too_large",
        "415, 415, invalid_request_error, unsupported_media_type",
        "422, 422, validation_error, invalid_value",
        "429, 429, rate_limit_error, rate_limit_exceeded",
        "500, 502, provider_error, provider_error",
        "503, 502, provider_error, provider_error",
        "504, 504, timeout_error, provider_timeout",
        "529, 503, service_unavailable, provider_unavailable",
    })
    void should_have_this_status_when_the_upstream_answered(
            int theirs, int ours, String type, String code) {
        ForgeException told = told(UpstreamException.answered(theirs, "no such luck"));
        assertEquals(ours, told.errorCode().status());
        assertEquals(type, told.errorCode().type().wireName());
        assertEquals(code, told.errorCode().code());
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, 503, provider_unavailable",
        "CONNECT_TIMEOUT, 504, provider_timeout",
        "FIRST_BYTE_TIMEOUT, 504, provider_timeout",
        "IDLE_TIMEOUT, 504, provider_timeout",
        "HUNG_UP, 502, provider_error",
        "GARBLED, 502, provider_error",
    })
    void should_have_this_status_when_the_upstream_failed(Failure how, int status, String code) {
        ForgeException told = told(UpstreamException.of(how, "it did"));
        assertEquals(status, told.errorCode().status());
        assertEquals(code, told.errorCode().code());
        assertEquals("Provider groq failed: it did", told.message());
    }

    @Test
    void should_name_provider_status_and_message_when_the_upstream_answered() {
        ForgeException told = told(UpstreamException.answered(500, "out of cheese"));
        assertEquals("Provider groq answered 500: out of cheese", told.message());
    }

    @Test
    void should_not_tell_what_was_said_of_the_key_when_it_was_refused() {
        ForgeException told = told(UpstreamException.answered(401, "wrong key sk-12…89"));
        assertFalse(told.message().contains("sk-12"), told.message());
    }

    @Test
    void should_say_that_the_model_is_missing_when_the_upstream_means_it() {
        ForgeException told = told(UpstreamException.answered(404, "The model `x` is not there"));
        assertEquals("model_not_found", told.errorCode().code());
    }

    @Test
    void should_keep_when_to_retry_when_the_upstream_says_so() {
        var failure =
                UpstreamException.answered(429, "slow down").withRetryAfter(Duration.ofSeconds(7));
        assertEquals(Optional.of(Duration.ofSeconds(7)), told(failure).retryAfter());
    }

    @Test
    void should_leave_it_alone_when_it_is_no_failure_of_an_upstream() {
        var failure = new IllegalStateException("ours");
        assertSame(failure, ClientErrors.from(failure, "groq"));
    }
}
