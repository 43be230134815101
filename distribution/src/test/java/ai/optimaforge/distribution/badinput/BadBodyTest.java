// SPDX-License-Identifier: Apache-2.0
package ai.optimaforge.distribution.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import ai.optimaforge.distribution.support.Envelopes;
import ai.optimaforge.distribution.support.Gateway;
import ai.optimaforge.testing.client.ApiResponse;

import io.vertx.core.json.JsonObject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;

/// Bodies that are no chat request: each is refused before it reaches an upstream. the ends of
/// the lines are part of what is sent
class BadBodyTest {
    @RegisterExtension
    private static final Gateway GATEWAY =
            Gateway.with(platform -> platform.set("http.body-limit", "4 KiB"));

    private static final int LIMIT = 4096;

    @AfterEach
    void nothingReachesTheUpstream() {
        assertEquals(false, GATEWAY.upstream().hasUnseen());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "[]",
                "[{\"model\":\"fake\"}]",
                "7",
                "null",
                "\"text\"",
                "{",
                "{\"model\":\"fake\",\"messages\":[{\"role\":\"user\"",
                "{\"model\":\"fake\",\"messages\":[{}]}}",
                "{\"model\":\"fake\",\"messages\":[{}]} {}",
                "{\"model\":\"fake\",\"messages\":[{}],}",
                "{'model':'fake'}",
                "{\"model\":\"fake\",\"messages\":[{\"content\":\"a\nb\"}]}",
                "{\"model\":\"fake\",\"messages\":[{\"content\":\"a\u0000b\"}]}",
                "{\"model\":\"fake\",\"messages\":[{}],\"x\":01}",
                "{\"model\":\"fake\",\"messages\":[{}],\"x\":NaN}",
                "{\"model\":\"fake\",\"messages\":[{}],\"x\":\"\\x41\"}",
                "{\"model\":\"fake\",\"messages\":[{}],\"x\":\"\\u12G4\"}",
                "{\"model\":\"fake\",\"messages\":[{}],\"x\":tru}",
                "\ufeff{\"model\":\"fake\",\"messages\":[{}]}x",
                "<?xml version=\"1.0\"?>"
            })
    void should_answer_400_when_the_body_is_no_json_object(String body) {
        assertInvalidJson(body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ff",
                "\u00c3(",
                "\u00ed\u00a0\u0080",
                "\u00c0\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00e2\u0082"
            })
    void should_answer_400_when_the_body_is_no_utf8(String bytes) {
        assertInvalidJson(
                ("{\"model\":\"fake\",\"messages\":[{\"content\":\"" + bytes + "\"}]}")
                        .getBytes(ISO_8859_1));
    }

    @Test
    void should_answer_400_when_the_body_is_too_deep() {
        assertInvalidJson(nested(600).getBytes(UTF_8));
    }

    @Test
    void should_answer_400_when_the_body_is_one_level_too_deep() {
        assertInvalidJson(nested(512).getBytes(UTF_8));
    }

    /// The object itself is one level more.
    private static String nested(int levels) {
        return "{\"model\":\"fake\",\"messages\":[{}],\"x\":%s%s}"
                .formatted("[".repeat(levels), "]".repeat(levels));
    }

    private static void assertInvalidJson(byte[] body) {
        Envelopes.assertError(
                GATEWAY.client().post(Gateway.CHAT, body),
                400,
                "invalid_request_error",
                "invalid_json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages | missing_parameter | {\"model\":\"fake\"}",
                "messages | invalid_parameter | {\"model\":\"fake\",\"messages\":[]}",
                "messages | invalid_parameter | {\"model\":\"fake\",\"messages\":[ ]}",
                "messages | invalid_parameter | {\"model\":\"fake\",\"messages\":{}}",
                "messages | invalid_parameter | {\"model\":\"fake\",\"messages\":\"hi\"}",
                "messages | invalid_parameter | {\"model\":\"fake\",\"messages\":null}",
                "messages | invalid_parameter |"
                        + " {\"model\":\"fake\",\"messages\":[{}],\"messages\":[{}]}",
                "model    | missing_parameter | {\"messages\":[{}]}",
                "model    | invalid_parameter | {\"model\":7,\"messages\":[{}]}",
                "model    | invalid_parameter | {\"model\":\"\",\"messages\":[{}]}",
                "model    | invalid_parameter |"
                        + " {\"model\":\"fake\",\"messages\":[{}],\"model\":\"fake\"}",
                "model    | invalid_parameter |"
                        + " {\"model\":\"fake\",\"messages\":[{}],\"mod\\u0065l\":\"fake\"}",
                "stream   | invalid_parameter |"
                        + " {\"model\":\"fake\",\"messages\":[{}],\"stream\":\"yes\"}",
                "stream   | invalid_parameter |"
                    + " {\"model\":\"fake\",\"messages\":[{}],\"stream\":true,\"stream\":false}",
                "forge    | invalid_parameter |"
                        + " {\"model\":\"fake\",\"messages\":[{}],\"forge\":{},\"forge\":{}}",
                "stream_options | invalid_parameter |"
                        + " {\"model\":\"fake\",\"messages\":[{}],\"stream_options\":7}",
            })
    void should_name_the_parameter_when_one_is_malformed(String param, String code, String body) {
        JsonObject error =
                Envelopes.assertError(
                        GATEWAY.client().post(Gateway.CHAT, body),
                        400,
                        "invalid_request_error",
                        code);
        assertEquals(param, error.getString("param"));
        assertTrue(error.getString("message").contains(param));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forge.cahce               | {\"cahce\":{}}",
                "forge.cache.enabeld       | {\"cache\":{\"enabled\":true,\"enabeld\":1}}",
                "forge.security.pii.detct  | {\"security\":{\"pii\":{\"detct\":true}}}",
                "forge.routing.maxRetrys   | {\"routing\":{\"maxRetrys\":3}}",
                "forge.memory.user_id      | {\"memory\":{\"user_id\":\"u\"}}",
                "forge.ensemble.m          | {\"ensemble\":{\"m\":3}}",
            })
    void should_answer_422_when_forge_has_an_unknown_key(String param, String forge) {
        JsonObject error =
                Envelopes.assertError(
                        post("{\"model\":\"fake\",\"messages\":[{}],\"forge\":%s}", forge),
                        422,
                        "validation_error",
                        "unknown_field");
        assertEquals(param, error.getString("param"));
        assertTrue(error.getString("message").contains(param));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "true", "[]", "\"cache\""})
    void should_answer_422_when_forge_is_no_object(String forge) {
        JsonObject error =
                Envelopes.assertError(
                        post("{\"model\":\"fake\",\"messages\":[{}],\"forge\":%s}", forge),
                        422,
                        "validation_error",
                        "invalid_value");
        assertEquals("forge", error.getString("param"));
    }

    @ParameterizedTest
    @CsvSource({"fakes,fake", "fkae,fake", "FAKE,fake", "u/fake,up/fake"})
    void should_name_the_nearest_model_when_there_is_none(String asked, String near) {
        JsonObject error =
                Envelopes.assertError(
                        post("{\"model\":\"%s\",\"messages\":[{}]}", asked),
                        404,
                        "not_found",
                        "model_not_found");
        assertEquals("model", error.getString("param"));
        assertTrue(error.getString("message").contains("Did you mean " + near), error::encode);
    }

    @Test
    void should_answer_413_when_the_body_is_one_byte_over_the_limit() {
        Envelopes.assertError(
                GATEWAY.client().post(Gateway.CHAT, sized(LIMIT + 1)),
                413,
                "invalid_request_error",
                "body_too_large");
    }

    @Test
    void should_name_the_limit_when_an_image_is_larger() {
        String image =
                "{\"model\":\"fake\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":"
                        + "\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
                        + "A".repeat(LIMIT)
                        + "\"}}]}]}";
        JsonObject error =
                Envelopes.assertError(
                        GATEWAY.client().post(Gateway.CHAT, image),
                        413,
                        "invalid_request_error",
                        "body_too_large");
        assertTrue(error.getString("message").contains("4 KiB"), error::encode);
    }

    @Test
    void should_answer_413_when_a_body_in_chunks_is_over_the_limit() {
        byte[] body = sized(3 * LIMIT).getBytes(UTF_8);
        ApiResponse answer =
                GATEWAY.client()
                        .send(
                                Gateway.CHAT,
                                request ->
                                        request.header("content-type", "application/json")
                                                .POST(
                                                        BodyPublishers.ofInputStream(
                                                                () ->
                                                                        new java.io
                                                                                .ByteArrayInputStream(
                                                                                body))));
        Envelopes.assertError(answer, 413, "invalid_request_error", "body_too_large");
    }

    @Test
    void should_take_the_body_when_it_is_as_large_as_the_limit() {
        assertEquals(200, GATEWAY.client().post(Gateway.CHAT, sized(LIMIT)).status());
        GATEWAY.received();
    }

    private static String sized(int bytes) {
        String start = "{\"model\":\"fake\",\"messages\":[{\"content\":\"";
        String end = "\"}]}";
        return start + "a".repeat(bytes - start.length() - end.length()) + end;
    }

    private static ApiResponse post(String body, String filled) {
        return GATEWAY.client().post(Gateway.CHAT, body.formatted(filled));
    }
}
