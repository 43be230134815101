// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.optimaforge.distribution.support.Envelopes;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;
import ai.optimaforge.testing.client.RawConnection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/// Requests whose head is wrong: path, method, type, key, or no HTTP at all. the ends of the
/// lines are part of what is sent
@SuppressWarnings("StringConcatToTextBlock")
class BadRequestTest {
    @RegisterExtension private static final Gateway GATEWAY = Gateway.usual();

    private static final String BODY = "{\"model\":\"fake\",\"messages\":[{}]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/",
                "/v1/chat",
                "/v1/chat/completions/",
                "/v2/models",
                "/v1/nothing?x=1",
                "/v1/chat/completions%2F"
            })
    void should_answer_404_when_the_path_is_unknown(String path) {
        Envelopes.assertError(GATEWAY.client().get(path), 404, "not_found", "unknown_path");
        Envelopes.assertError(GATEWAY.client().post(path, BODY), 404, "not_found", "unknown_path");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/chat/completions, POST",
        "DELETE, /v1/chat/completions, POST",
        "PUT, /v1/embeddings, POST",
        "POST, /v1/models, GET",
        "PATCH, /v1/models/up/fake, GET"
    })
    void should_name_the_methods_when_the_method_is_wrong(
            String method, String path, String allowed) {
        ApiResponse answer =
                GATEWAY.client()
                        .send(path, request -> request.method(method, BodyPublishers.noBody()));
        Envelopes.assertError(answer, 405, "invalid_request_error", "method_not_allowed");
        assertEquals(allowed, answer.header("allow"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "text/html; charset=utf-8"
            })
    void should_answer_415_when_the_content_type_is_wrong(String type) {
        ApiResponse answer =
                GATEWAY.client()
                        .send(Gateway.CHAT, request -> post(request).header("content-type", type));
        Envelopes.assertError(answer, 415, "invalid_request_error", "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf-8",
                "Application/JSON",
                "application/vnd.api+json",
                ""
            })
    void should_take_the_body_when_the_content_type_is_json_or_none(String type) {
        ApiResponse answer =
                GATEWAY.client()
                        .send(
                                Gateway.CHAT,
                                request ->
                                        type.isEmpty()
                                                ? post(request)
                                                : post(request).header("content-type", type));
        assertEquals(200, answer.status(), answer::toString);
    }

    @Test
    void should_answer_401_when_there_is_no_key() {
        for (String path : new String[] {Gateway.CHAT, "/v1/embeddings"}) {
            assertUnauthorized(GATEWAY.client().sendWithoutKey(path, BadRequestTest::post));
        }
        assertUnauthorized(GATEWAY.client().sendWithoutKey("/v1/models", HttpRequest.Builder::GET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer forge_sk_for_tests_onlx",
                "Bearer forge_sk_for_tests_only2",
                "Bearer forge_sk_for_tests_onl",
                "Bearer ",
                "Bearer",
                "forge_sk_for_tests_only",
                "Basic Zm9yZ2U6Zm9yZ2U=",
                "Bearer forge_sk_for_tests_only, Bearer x",
                "Bearer\tforge_sk_for_tests_only"
            })
    void should_answer_401_when_the_key_is_wrong(String authorization) {
        ApiResponse answer =
                GATEWAY.client()
                        .sendWithoutKey(
                                Gateway.CHAT,
                                request -> post(request).header("authorization", authorization));
        assertUnauthorized(answer);
        assertFalse(answer.text().contains("forge_sk_for_tests"), answer::toString);
    }

    @Test
    void should_answer_401_when_x_api_key_is_wrong() {
        assertUnauthorized(
                GATEWAY.client()
                        .sendWithoutKey(
                                Gateway.CHAT, request -> post(request).header("x-api-key", "no")));
    }

    @Test
    void should_serve_when_the_key_is_in_x_api_key() {
        ApiResponse answer =
                GATEWAY.client()
                        .sendWithoutKey(
                                Gateway.CHAT,
                                request ->
                                        post(request)
                                                .header("x-api-key", GATEWAY.platform().key()));
        assertEquals(200, answer.status());
    }

    private static void assertUnauthorized(ApiResponse answer) {
        Envelopes.assertError(answer, 401, "authentication_error", "invalid_api_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc-123", "req_x", "trace:00-4bf92f3577b34da6", "a"})
    void should_keep_the_clients_request_id_when_it_is_sensible(String id) {
        assertEquals(id, requestId(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "ümlaut", ""})
    void should_make_a_request_id_when_the_clients_is_not_sensible(String id) {
        assertNotEquals(id, requestId(id));
        assertFalse(requestId(id).isEmpty());
    }

    @Test
    void should_make_a_request_id_when_the_clients_is_too_long() {
        assertTrue(requestId("a".repeat(129)).length() < 129);
        assertEquals(128, requestId("a".repeat(128)).length());
    }

    private static String requestId(String given) {
        try (RawConnection connection = RawConnection.open(GATEWAY.platform().address())) {
            return connection
                    .send(
                            "GET /v1/nothing HTTP/1.1\r\nHost: x\r\nX-Request-Id: "
                                    + given
                                    + "\r\n\r\n")
                    .response()
                    .header("x-request-id");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HELLO\r\n\r\n",
                "GET /v1/models\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost x\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: x\r\nX-A\u0000: y\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: x\r\nX-A : y\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\n"
                        + "Host: x\r\n"
                        + "Content-Length: 1\r\n"
                        + "Content-Length: 2\r\n\r\n",
            })
    void should_answer_400_when_the_head_is_malformed(String head) {
        try (RawConnection connection = RawConnection.open(GATEWAY.platform().address())) {
            Envelopes.assertError(
                    connection.send(head).response(),
                    400,
                    "invalid_request_error",
                    "malformed_request");
        }
    }

    /// Vert.x answers this before anything of ours is called, so it has no envelope.
    @Test
    void should_answer_501_and_close_when_the_version_is_none_of_http() {
        try (RawConnection connection = RawConnection.open(GATEWAY.platform().address())) {
            ApiResponse answer =
                    connection.send("GET /v1/models HTTP/9.9\r\nHost: x\r\n\r\n").response();
            assertEquals(501, answer.status(), answer::toString);
            assertEquals("", answer.text());
        }
    }

    @Test
    void should_refuse_when_the_head_is_too_large() {
        try (RawConnection connection = RawConnection.open(GATEWAY.platform().address())) {
            ApiResponse answer =
                    connection
                            .send(
                                    "GET /v1/models HTTP/1.1\r\nHost: x\r\nX-A: "
                                            + "a".repeat(20_000)
                                            + "\r\n\r\n")
                            .response();
            assertEquals("malformed_request", answer.error().getString("code"));
            assertTrue(answer.status() == 400 || answer.status() == 431, answer::toString);
        }
    }

    private static HttpRequest.Builder post(HttpRequest.Builder request) {
        return request.POST(BodyPublishers.ofString(BODY));
    }
}
